import { describe, expect, it } from 'vitest'
import type { HostClient } from '../../../../src/contract/client.ts'
import { saveExport, textBlob } from './save-export.ts'

/** A host that saves exports, and notes what it is asked. */
function savingHost(asked: string[]): HostClient {
  return {
    call: (name: string) => {
      asked.push(name)
      return Promise.resolve(
        name === 'app.hello'
          ? { version: '0', capabilities: { savesExports: true } }
          : { kind: 'saved', fileName: 'chart.csv' },
      )
    },
    on: () => () => undefined,
  } as unknown as HostClient
}

describe('saveExport', () => {
  it('lets the host save where it can, and asks what it can do only once', async () => {
    const asked: string[] = []
    const host = savingHost(asked)
    const content = textBlob('csv', 'a,b')
    const outcome = await saveExport(host, 'csv', 'chart.csv', content)
    await saveExport(host, 'csv', 'chart.csv', content)
    expect(outcome).toEqual({ kind: 'saved', fileName: 'chart.csv' })
    expect(asked).toEqual(['app.hello', 'export.save', 'export.save'])
  })
})

it('marks CSV as UTF-8 for spreadsheets, and leaves SVG alone', async () => {
  expect([...new Uint8Array(await textBlob('csv', 'a').arrayBuffer())]).toEqual([239, 187, 191, 97])
  expect(await textBlob('svg', '<svg/>').text()).toBe('<svg/>')
})
