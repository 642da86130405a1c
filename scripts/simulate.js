// Runs the sample scenarios side by side and prints their comparison.
import { fileURLToPath } from 'node:url'

const samples = [
  'status-quo',
  'kei-class-2028',
  'exemption-rhd-2027',
  'exemption-90k-2028',
  'fmvss-partnership-2029',
  'kei-class-us-2029',
]
const paths = samples.map((name) =>
  fileURLToPath(new URL(`../assets/scenarios/${name}.kei`, import.meta.url)),
)
process.argv.splice(2, Infinity, 'compare', ...paths)
await import('../bin/keicast.js')
