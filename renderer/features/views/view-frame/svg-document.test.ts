import { describe, expect, it } from 'vitest'
import { escapeXml, fileName, svgDocument } from './svg-document.ts'

const style = { background: '#ffffff', ink: '#000000', softInk: '#444444', textSize: 13 }
const said = { title: 'Kei & "more"', summary: 'a < b', footnote: 'for exploring' }

describe('svgDocument', () => {
  it('says in words what it shows, with nothing left unescaped', () => {
    const { text } = svgDocument({ width: 400, height: 200, body: '<svg/>' }, said, style)
    expect(text).toContain('<title>Kei &amp; &quot;more&quot;</title>')
    expect(text).toContain('<desc>a &lt; b</desc>')
    expect(text).toContain('<svg/>')
    expect(text).not.toMatch(/style=|<style/)
  })
  it('makes room for a title of many lines', () => {
    const chart = { width: 300, height: 200, body: '' }
    const short = svgDocument(chart, said, style)
    const long = svgDocument(chart, { ...said, title: 'New kei reach a share '.repeat(8) }, style)
    expect(long.height).toBeGreaterThan(short.height)
    expect(long.width).toBe(short.width)
    expect(short.text).toContain(`viewBox="0 0 ${short.width} ${short.height}"`)
  })
})

it('leaves out what XML cannot say', () => {
  expect(escapeXml('a\u0000b\ud800c軽')).toBe('abc軽')
})

describe('fileName', () => {
  it('is safe on every system', () => {
    expect(fileName('Where: "new" kei/2030', 'svg')).toBe('where-new-kei-2030.svg')
    expect(fileName('../..', 'csv')).toBe('chart.csv')
    expect(fileName('é'.repeat(300), 'png').length).toBeLessThan(100)
  })
})
