import { expect, it } from 'vitest'
import { inTen } from './phrases.ts'

it('says a share as people do', () => {
  expect([1, 0.96, 0.83, 0.5, 0.1, 0.01, 0].map(inTen)).toEqual([
    'all',
    'nearly all',
    '8 in 10',
    'half',
    '1 in 10',
    'hardly any',
    'none',
  ])
})
