import { expect, it } from 'vitest'
import { fingerprint } from './fingerprint.ts'

it('names texts by what is in them, and where one ends', () => {
  expect(fingerprint('a')).toMatch(/^[0-9a-f]{10}$/)
  expect(fingerprint('a')).toBe(fingerprint('a'))
  expect(fingerprint('a')).not.toBe(fingerprint('b'))
  expect(fingerprint('ab', 'c')).not.toBe(fingerprint('a', 'bc'))
})
