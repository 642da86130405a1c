/** What a view's frame says. */
export const viewFrame = {
  showAs: 'Show as',
  chart: 'Chart',
  table: 'Table',
  share: 'Copy or save',
  copyImage: 'Copy image',
  copyData: 'Copy data',
  savePng: 'Save image (PNG)',
  saveSvg: 'Save drawing (SVG)',
  saveCsv: 'Save data (CSV)',
  footnote: (version: string, data: string, scenario: string) =>
    `Keicast ${version}, data ${data}, scenario ${scenario}; for exploring, not predicting`,
  imageCopied: 'Image copied',
  dataCopied: 'Data copied',
  saved: (fileName: string) => `Saved ${fileName}`,
  copyFailed: (why: string) => `Nothing was copied: ${why}. Save it to a file instead.`,
  saveFailed: (why: string) => `Nothing was saved: ${why}`,
  year: 'Year',
  play: 'Play the years',
  pause: 'Pause',
} as const
