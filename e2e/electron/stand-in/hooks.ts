interface Resolved {
  readonly url: string
  readonly shortCircuit?: boolean
}
type Next = (specifier: string, context: unknown) => Promise<Resolved>

/** Answer `import 'electron'` with the stand-in beside this file. */
export async function resolve(specifier: string, context: unknown, next: Next): Promise<Resolved> {
  if (specifier !== 'electron') return next(specifier, context)
  return { url: new URL('./electron.js', import.meta.url).href, shortCircuit: true }
}
