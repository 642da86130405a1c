// Compiles src/kernel/assembly to WebAssembly and writes it as a module, so that every host has it at hand.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const MOST_BYTES = 20_000
const root = fileURLToPath(new URL('..', import.meta.url))
const target = `${root}/src/kernel/generated/kernel-bytes.ts`

let binary
const { error, stderr } = await asc.main(
  [
    'src/kernel/assembly/index.ts',
    ...['--outFile', 'kernel.wasm', '--baseDir', root, '-O3', '--noAssert'],
    // No allocator and no imports; 16 MB for the columns of one choice set.
    ...['--runtime', 'stub', '--use', 'abort=', '--initialMemory', '256', '--maximumMemory', '256'],
    ...['--enable', 'simd', '--disable', 'relaxed-simd'],
  ],
  {
    writeFile: (name, contents) => {
      if (name === 'kernel.wasm') binary = contents
    },
  },
)
if (error) {
  console.error(stderr.toString())
  process.exit(1)
}
if (binary.length > MOST_BYTES) {
  console.error(
    `the kernel takes ${binary.length} bytes, more than ${MOST_BYTES}: look for code that is inlined too often`,
  )
  process.exit(1)
}

const text = `/** Compiled from ../assembly by \`npm run build:kernel\`. */
export const kernelBytes: Uint8Array<ArrayBuffer> = Uint8Array.of(
${[...binary].join(',')}
)
`
// Left alone where nothing changed, so that nothing is built again.
const before = (() => {
  try {
    return readFileSync(target, 'utf8')
  } catch {
    return ''
  }
})()
if (before !== text) {
  mkdirSync(`${root}/src/kernel/generated`, { recursive: true })
  writeFileSync(target, text)
}
