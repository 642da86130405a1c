import type { Catalog, ParameterInfo, TableInfo } from '../../../../src/contract/catalog.ts'

/** A small data set to test views with. */

function parameter(
  name: string,
  label: string,
  rest: Partial<ParameterInfo> & { readonly value: number },
): ParameterInfo {
  return {
    name,
    label,
    unit: '1',
    group: 'tastes',
    low: rest.value * 0.5,
    high: rest.value * 2,
    shape: 'normal',
    min: 0,
    max: null,
    source: 'assumption',
    confidence: 'low',
    usedIn: ['3.2 Tastes'],
    ...rest,
  }
}

function table(key: string, rest: Partial<TableInfo>): TableInfo {
  return { file: `${key}.csv`, key, notes: [], columns: [], rows: [], ...rest }
}

export const evidenceCatalog: Catalog = {
  parameters: [
    parameter('gasolinePrice', 'Gasoline price', {
      value: 3.12,
      low: 2.7,
      high: 4.2,
      unit: 'USD/gal',
      group: 'energy',
      min: 0.01,
      confidence: 'high',
      source: 'EIA 2025',
    }),
    parameter('tariffTruck', 'Tariff on trucks', {
      value: 0.25,
      low: 0.15,
      high: 0.25,
      unit: 'share of customs value',
      group: 'trade',
      confidence: 'medium',
      usedIn: ['5 Supply'],
    }),
    parameter('exchangeRate', 'Yen per dollar', {
      value: 150,
      unit: 'JPY/USD',
      group: 'supply',
      confidence: 'high',
    }),
    parameter('freight', 'Ocean freight', { value: 1700, unit: 'USD/vehicle', group: 'supply' }),
    parameter('outsideShare', 'Used or put off', {
      value: 0.69,
      low: 0.69,
      high: 0.69,
      shape: 'fixed',
      unit: 'share',
      group: 'market',
      min: 0.01,
      max: 0.99,
    }),
  ],
  states: table('state', {
    notes: ['One row a state. kei_status: as of 2025; kei_other is not a column.'],
    columns: [
      { name: 'state', kind: 'text' },
      { name: 'name', kind: 'text' },
      { name: 'households', kind: 'number', unit: 'households' },
      { name: 'kei_status', kind: 'word', words: ['legal', 'capped', 'unclear', 'prohibited'] },
      { name: 'kei_cap_mph', kind: 'number', unit: 'mph' },
      { name: 'kei_confidence', kind: 'word', words: ['H', 'M', 'L'] },
    ],
    rows: [
      {
        state: 'CA',
        name: 'California',
        households: 13_434_847,
        kei_status: 'unclear',
        kei_cap_mph: null,
        kei_confidence: 'M',
      },
      {
        state: 'TX',
        name: 'Texas',
        households: 11_167_000,
        kei_status: 'capped',
        kei_cap_mph: 35,
        kei_confidence: 'H',
      },
    ],
  }),
  stateLaw: table('state', {}),
  areas: table('area', {}),
  fleets: table('market', {}),
  segments: table('segment', {
    rows: [{ segment: 'compact-car', label: 'Compact car' }],
  }),
  makers: table('maker', {
    columns: [
      { name: 'maker', kind: 'text' },
      { name: 'label', kind: 'text' },
      { name: 'dealer_reach', kind: 'number', unit: 'share' },
      { name: 'barred', kind: 'flag' },
    ],
    rows: [
      { maker: 'nissan', label: 'Nissan', dealer_reach: 0.91, barred: false },
      { maker: 'suzuki', label: 'Suzuki', dealer_reach: 0, barred: false },
    ],
  }),
  nameplates: table('id', {
    columns: [
      { name: 'id', kind: 'text' },
      { name: 'label', kind: 'text' },
      { name: 'maker', kind: 'reference' },
      { name: 'body', kind: 'word', words: ['truck', 'ev-van'] },
      { name: 'offered', kind: 'flag' },
      { name: 'launch', kind: 'number', unit: 'year' },
      { name: 'plan_volume', kind: 'number', unit: 'vehicles/yr' },
      { name: 'ref_household', kind: 'reference' },
    ],
    rows: [
      {
        id: 'clipper',
        label: 'Nissan Clipper Truck',
        maker: 'nissan',
        body: 'truck',
        offered: true,
        launch: 2028,
        plan_volume: 10_000,
        ref_household: 'compact-car',
      },
      {
        id: 'carry',
        label: 'Suzuki Carry',
        maker: 'suzuki',
        body: 'ev-van',
        offered: false,
        launch: 2029,
        plan_volume: 8000,
        ref_household: null,
      },
    ],
  }),
  federalPaths: table('path', {
    rows: [
      { path: 'kei-class', label: 'New federal kei class' },
      { path: 'fmvss', label: 'Full compliance' },
    ],
  }),
  japanMarket: table('model', {
    notes: ['Rankings.'],
    rows: [
      { model: 'Spacia', maker: 'Suzuki', units_2024: 165_679, units_2025: 165_589 },
      { model: 'N-BOX', maker: 'Honda', units_2024: 206_272, units_2025: 201_354 },
      { model: 'Move', maker: 'Daihatsu', units_2024: null, units_2025: 122_349 },
      { model: 'Sakura', maker: 'Nissan', units_2024: 22_926, units_2025: null },
    ],
  }),
  japanYears: table('year', {
    notes: ['Yearly.'],
    rows: [
      { year: 2022, kei_sales: 1_638_137, share: 0.39, confidence: 'recalled' },
      { year: 2025, kei_sales: 1_667_360, share: 0.365, confidence: 'verified' },
    ],
  }),
}
