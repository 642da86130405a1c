import type { Catalog } from '../../../../src/contract/catalog.ts'

/** Give a nameplate's name without its maker's: Clipper Truck for Nissan Clipper Truck. */
export function shortName(
  { label, maker }: { readonly label: string; readonly maker: string },
  catalog: Pick<Catalog, 'makers'>,
): string {
  const [first = ''] = makerLabel(maker, catalog).split(' ')
  return first !== '' && label.startsWith(`${first} `) ? label.slice(first.length + 1) : label
}

export function makerLabel(maker: string, { makers }: Pick<Catalog, 'makers'>): string {
  return makers.rows.find((row) => row.maker === maker)?.label?.toString() ?? maker
}
