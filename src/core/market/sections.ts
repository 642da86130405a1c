/** Sections of docs/model.md, by number: where equations and parameters say they belong. */
export const modelSections: Readonly<Record<string, string>> = {
  '2': 'Buyers',
  '3.1': 'Attributes',
  '3.2': 'Tastes',
  '3.3': 'Shares',
  '3.4': 'Market constants',
  '4': 'Rules',
  '5': 'Supply',
  '6': 'Awareness and stock',
  '7': 'Impacts',
  '8': 'Uncertainty',
}
