/** Entry of the WebAssembly kernel: what ../wasm-kernel.ts calls. */
export { heapBase, open } from './shape'
export { moveKei, moveSegments } from './moves'
export { shareKei, sharesWithoutKei, utilities, weighKei } from './shares'
export { addKeiSales, addSales, addSlopes, logSumGain, splitBuyers } from './sums'
export { addMakerSales, holdMakers } from './caps'
export { expColumn, logColumn } from './columns'
export { expTable } from './numeric'
