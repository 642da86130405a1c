/** Signs of the panel, drawn as strokes in a box of 16. */
export const iconPaths = {
  add: 'M8 3v10M3 8h10',
  close: 'M4 4l8 8M12 4l-8 8',
  down: 'M4 6l4 4 4-4',
  right: 'M6 4l4 4-4 4',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M8 7.5V11M8 5v.01',
  reset: 'M3.2 6.2A5.2 5.2 0 1 1 2.8 9M3 2.8v3.6h3.6',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10M10.6 10.6L14 14',
  table: 'M2.5 3h11v10h-11zM2.5 6.5h11M6.5 6.5V13',
  warning: 'M8 2.5L14.5 13.5h-13zM8 7v3M8 12v.01',
} as const

export type IconName = keyof typeof iconPaths
