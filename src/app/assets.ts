import { fileURLToPath } from 'node:url'

/** Folder of an asset kind, found from this file: src/app and dist/app lie equally deep. */
export function assetFolder(kind: 'data' | 'scenarios' | 'schema'): string {
  return fileURLToPath(new URL(`../../assets/${kind}`, import.meta.url))
}
