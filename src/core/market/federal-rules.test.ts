import { describe, expect, it } from 'vitest'
import { nameplateOf, pathRow, period, stateInputs } from '../../../test/rows.fixture.ts'
import {
  availability,
  hasFollowed,
  isOnSale,
  makerCap,
  newKeiAccess,
  periodInForce,
  stateLaw,
  tariffsInForce,
} from './federal-rules.ts'
import { stateStatuses, type StateStatus } from './sets.ts'
import { NO_CAP } from './travel.ts'

const importsOnly = pathRow('import-25')
const keiClass = pathRow('kei-class', { speed_cap_mph: 45, state_pre_emption: false })
const exemption = pathRow('exemption', { speed_cap_mph: null, state_pre_emption: false })
const fmvss = pathRow('fmvss', { speed_cap_mph: null, state_pre_emption: true })
const lsv = pathRow('lsv', { speed_cap_mph: 35, state_pre_emption: true })

describe('periodInForce', () => {
  const federal = [period(-Infinity, importsOnly), period(2028, keiClass), period(2031, fmvss)]
  const inForce = (year: number) => periodInForce(federal, year).path.path

  it('is the last period whose year has come', () => {
    expect([2026, 2027, 2028, 2030, 2031, 2060].map(inForce)).toEqual([
      'import-25',
      'import-25',
      'kei-class',
      'kei-class',
      'fmvss',
      'fmvss',
    ])
  })

  it('must exist', () => {
    expect(() => periodInForce(federal.slice(1), 2027)).toThrow('no federal path in force in 2027')
  })
})

describe('tariffsInForce', () => {
  const tariffs = [-Infinity, 2028, 2031].map((from, at) => ({
    ...{ from, tariffCar: at / 10, tariffTruck: at / 5 },
  }))

  it('are the last whose year has come', () => {
    const inForce = (year: number) => tariffsInForce(tariffs, year).from
    expect([2026, 2027, 2028, 2030, 2031].map(inForce)).toEqual([
      ...[-Infinity, -Infinity, 2028, 2028, 2031],
    ])
  })

  it('must exist', () => {
    expect(() => tariffsInForce(tariffs.slice(1), 2027)).toThrow('no tariffs in force in 2027')
  })
})

describe('stateLaw', () => {
  it('opens all roads of a legal state', () => {
    expect(stateLaw(stateInputs('legal', 35))).toEqual({ open: 1, capMph: NO_CAP })
  })

  it('caps a capped state at the limit it names', () => {
    expect(stateLaw(stateInputs('capped', 35))).toEqual({ open: 1, capMph: 35 })
  })

  it('caps a capped state at 45 mph where it names no cap', () => {
    expect(stateLaw(stateInputs('capped'))).toEqual({ open: 1, capMph: 45 })
  })

  it('counts an unclear state half, on all its roads', () => {
    expect(stateLaw(stateInputs('unclear', 35))).toEqual({ open: 0.5, capMph: NO_CAP })
  })

  it('closes a prohibited state', () => {
    expect(stateLaw(stateInputs('prohibited')).open).toBe(0)
  })
})

describe('hasFollowed', () => {
  /** First of the years from 2028 to 2040 in which a state has followed a path of 2028. */
  const followed = (status: StateStatus, stateLagScale: number) =>
    Array.from({ length: 13 }, (_, at) => 2028 + at).find((year) =>
      hasFollowed(stateInputs(status), period(2028, keiClass), year, { stateLagScale }),
    )

  it('comes 0, 1, 2 or 4 years after the path', () => {
    expect(stateStatuses.map((status) => followed(status, 1))).toEqual([2028, 2029, 2030, 2032])
  })

  it('comes at once where the lag is scaled to 0', () => {
    expect(stateStatuses.map((status) => followed(status, 0))).toEqual([2028, 2028, 2028, 2028])
  })

  it('comes in the first year that is no earlier than a fractional lag', () => {
    // 1.5·lag: 0, 1.5, 3, 6
    expect(stateStatuses.map((status) => followed(status, 1.5))).toEqual([2028, 2030, 2031, 2034])
    // 0.3·lag: 0, 0.3, 0.6, 1.2
    expect(stateStatuses.map((status) => followed(status, 0.3))).toEqual([2028, 2029, 2029, 2030])
  })
})

describe('newKeiAccess', () => {
  const p = { stateLagScale: 1 }
  const access = (
    status: StateStatus,
    year: number,
    path = keiClass,
    capMph: number | null = null,
  ) => newKeiAccess(stateInputs(status, capMph), period(2028, path), year, p)
  const open = { open: 1, capMph: 45 }

  it('is the federal cap in a legal state from the first year', () => {
    expect(access('legal', 2028)).toEqual(open)
  })

  it('is the lower cap in a capped state until it has followed', () => {
    expect(access('capped', 2028, keiClass, 35)).toEqual({ open: 1, capMph: 35 })
    expect(access('capped', 2028, keiClass, 55)).toEqual({ open: 1, capMph: 45 })
    expect(access('capped', 2029, keiClass, 35)).toEqual(open)
  })

  it('is half in an unclear state until it has followed, under the federal cap', () => {
    expect([2028, 2029, 2030].map((year) => access('unclear', year))).toEqual([
      { open: 0.5, capMph: 45 },
      { open: 0.5, capMph: 45 },
      open,
    ])
  })

  it('is none in a prohibited state until it has followed', () => {
    const shares = [2028, 2029, 2030, 2031, 2032].map((year) => access('prohibited', year).open)
    expect(shares).toEqual([0, 0, 0, 0, 1])
  })

  it('leaves all roads open where neither law has a cap', () => {
    expect(access('legal', 2028, exemption)).toEqual({ open: 1, capMph: NO_CAP })
    expect(access('unclear', 2028, exemption)).toEqual({ open: 0.5, capMph: NO_CAP })
  })

  it('keeps the cap of the state alone where the path has none', () => {
    expect(access('capped', 2028, exemption, 35)).toEqual({ open: 1, capMph: 35 })
    expect(access('capped', 2029, exemption, 35)).toEqual({ open: 1, capMph: NO_CAP })
  })

  it('ignores the law of every state under pre-emption', () => {
    for (const status of stateStatuses) {
      expect(access(status, 2028, fmvss, 25)).toEqual({ open: 1, capMph: NO_CAP })
      expect(access(status, 2028, lsv, 25)).toEqual({ open: 1, capMph: 35 })
    }
  })
})

describe('isOnSale', () => {
  const nBox = nameplateOf('n-box', { launch: 2028 })
  const grey = nameplateOf('grey-import', { launch: 2000 })

  it('starts in the launch year where the path allows sale', () => {
    expect([2027, 2028, 2029].map((year) => isOnSale(nBox, keiClass, year))).toEqual([
      false,
      true,
      true,
    ])
  })

  it('is not for new nameplates under a path that allows imports only', () => {
    expect(isOnSale(nBox, importsOnly, 2030)).toBe(false)
  })

  it('is not for a barred maker or without reach, new or not', () => {
    for (const nameplate of [nBox, grey]) {
      expect(isOnSale({ ...nameplate, barred: true }, keiClass, 2030)).toBe(false)
      expect(isOnSale({ ...nameplate, reach: 0 }, keiClass, 2030)).toBe(false)
      expect(isOnSale({ ...nameplate, reach: 0.01 }, keiClass, 2030)).toBe(true)
    }
  })

  it('is for local builds only under a path for US-built vehicles', () => {
    const usBuilt = { ...keiClass, us_built_only: true }
    expect(isOnSale(nBox, usBuilt, 2030)).toBe(false)
    expect(isOnSale({ ...nBox, source: 'local' }, usBuilt, 2030)).toBe(true)
    expect(isOnSale({ ...nBox, source: 'local' }, usBuilt, 2027)).toBe(false)
  })

  it('is for 25-year imports under every path, whatever their launch and source', () => {
    const paths = [importsOnly, keiClass, { ...keiClass, us_built_only: true }]
    for (const path of paths) {
      expect(isOnSale({ ...grey, launch: 2050 }, path, 2026)).toBe(true)
    }
  })
})

describe('availability', () => {
  const p = { rhdAcceptance: 0.35 }
  const nBox = nameplateOf('n-box', { reach: 0.8 })

  it('is the reach of the dealers times the open share of the state', () => {
    expect(availability(nBox, { open: 1, capMph: 45 }, p)).toBe(0.8)
    expect(availability(nBox, { open: 0.5, capMph: 45 }, p)).toBe(0.4)
    expect(availability(nBox, { open: 0, capMph: 45 }, p)).toBe(0)
  })

  it('is cut to the buyers who accept right-hand drive', () => {
    const rhd = { ...nBox, steering: 'rhd' as const }
    expect(availability(rhd, { open: 1, capMph: 45 }, p)).toBeCloseTo(0.28, 14)
  })

  it('is not cut for 25-year imports, whose affinity holds that already', () => {
    const grey = nameplateOf('grey-import', { reach: 0.4, steering: 'rhd' })
    expect(availability(grey, { open: 0.5, capMph: NO_CAP }, p)).toBe(0.2)
  })
})

describe('makerCap', () => {
  const p = { greySupply: 12_000 }

  it('is that of the path for a maker of new nameplates', () => {
    const nBox = nameplateOf('n-box')
    expect(makerCap(nBox, { ...exemption, volume_cap: 2500 }, p)).toBe(2500)
    expect(makerCap(nBox, { ...exemption, volume_cap: 0 }, p)).toBe(0)
  })

  it('lets nothing be sold where it is far below one vehicle', () => {
    expect(makerCap(nameplateOf('n-box'), { ...exemption, volume_cap: 1e-7 }, p)).toBe(0)
    expect(makerCap(nameplateOf('grey-import'), exemption, { greySupply: 1e-7 })).toBe(0)
    expect(makerCap(nameplateOf('grey-import'), exemption, { greySupply: 0.5 })).toBe(0.5)
  })

  it('is none where the path names none', () => {
    expect(makerCap(nameplateOf('n-box'), keiClass, p)).toBe(Infinity)
  })

  it('is the supply of 25-year imports for importers, under every path', () => {
    const grey = nameplateOf('grey-import')
    expect(makerCap(grey, { ...exemption, volume_cap: 2500 }, p)).toBe(12_000)
    expect(makerCap(grey, importsOnly, p)).toBe(12_000)
  })
})
