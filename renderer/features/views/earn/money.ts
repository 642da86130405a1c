import { NO_VALUE, numberWriter } from '../../../charts/shared/format.ts'

const writer = (digits: number) =>
  numberWriter({
    style: 'currency',
    currency: 'USD',
    notation: 'compact',
    maximumSignificantDigits: digits,
  })
const writers = { 2: writer(2), 3: writer(3) } as const

/** Write a sum of money with no more digits than a model can stand for: $260M, $94M, $1.2B. */
export function formatMoney(usd: number): string {
  if (!Number.isFinite(usd)) return NO_VALUE
  const size = Math.abs(usd)
  const thousands = size < 1 ? 0 : Math.floor(Math.log10(size) / 3 + 1e-9)
  const digits = size / 1000 ** thousands >= 100 ? 3 : 2
  return writers[digits](usd)
}

/** Write a gain or a loss with its sign. */
export function formatGain(usd: number): string {
  return usd > 0 && Number.isFinite(usd) ? `+${formatMoney(usd)}` : formatMoney(usd)
}
