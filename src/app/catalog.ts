import type { Catalog, ColumnInfo, TableInfo } from '../contract/catalog.ts'
import type { Column } from '../core/data/column.ts'
import { tableSchemas, type MarketData, type TableName } from '../core/data/market-data.ts'
import { parameterNames } from '../core/data/parameters.ts'
import { modelSections } from '../core/market/sections.ts'

/** Lay out the data set as a renderer needs it. */
export function createCatalog(data: MarketData): Catalog {
  const table = (name: TableName) => describeTable(data, name)
  return {
    parameters: parameterNames.map((name) => {
      const { sections, ...spec } = data.parameters[name]
      const usedIn = sections.map((id) => `${id} ${modelSections[id] ?? ''}`)
      return { name, ...spec, usedIn }
    }),
    states: table('states'),
    stateLaw: table('stateLaw'),
    areas: table('areas'),
    fleets: table('fleets'),
    segments: table('segments'),
    makers: table('makers'),
    nameplates: table('nameplates'),
    federalPaths: table('federalPaths'),
    japanMarket: table('japanMarket'),
    japanYears: table('japanYears'),
  }
}

function describeTable(data: MarketData, name: TableName): TableInfo {
  const { file, key, columns } = tableSchemas[name]
  const { notes, rows } = data[name]
  return {
    file,
    key,
    notes: [...notes],
    columns: Object.entries<Column>(columns).map(([id, column]) => describeColumn(id, column)),
    rows: rows.map((row) => ({ ...row })),
  }
}

function describeColumn(name: string, column: Column): ColumnInfo {
  switch (column.kind) {
    case 'number':
      return { name, ...column }
    case 'word':
      return { name, kind: 'word', words: [...column.words] }
    case 'reference':
    case 'flag':
    case 'text':
    case 'blankable-text':
      return { name, kind: column.kind }
  }
}
