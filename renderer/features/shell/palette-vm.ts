/** Something that can be found by typing. */
export interface PaletteEntry {
  readonly id: string
  readonly label: string
  readonly hint: string
}

/** Keep the entries whose label holds every typed word, those that begin with it first. */
export function filterEntries(entries: readonly PaletteEntry[], typed: string): PaletteEntry[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const holds = ({ label }: PaletteEntry) =>
    words.every((word) => label.toLowerCase().includes(word))
  const begins = ({ label }: PaletteEntry) => label.toLowerCase().startsWith(words[0] ?? '')
  return entries.filter(holds).sort((a, b) => Number(begins(b)) - Number(begins(a)))
}
