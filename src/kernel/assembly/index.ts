/** Entry of the WebAssembly kernel: what ../wasm-kernel.ts calls. */
export { heapBase, open } from './shape'
export { sharesWithKei, sharesWithoutKei, utilities } from './shares'
export { addKeiSales, addSales, addSlopes, logSumGain } from './sums'
export { addMakerSales, holdMakers, splitNest } from './caps'
export { expColumn, logColumn } from './columns'
export { expTable } from './numeric'
