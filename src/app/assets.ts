import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The assets' folder, found from this file: src/app and dist/app lie equally deep. */
export function assetsRoot(): string {
  return fileURLToPath(new URL('../../assets', import.meta.url))
}

/** Folder of one kind of asset. */
export function assetFolder(kind: 'data' | 'scenarios' | 'schema'): string {
  return join(assetsRoot(), kind)
}
