/** One generator of the package; its types stand under the package's own name only. */
declare module 'seedrandom/lib/xor4096.js' {
  const xor4096: (typeof import('seedrandom'))['xor4096']
  export default xor4096
}
