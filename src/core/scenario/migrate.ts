import { err, ok, type Result } from '../result.ts'
import type { Finding } from './finding.ts'

/** Turns a file of one version into the next one's form; the key is the version it starts from. */
export type Migrations = Readonly<Record<number, (file: object) => object>>

/** No version before 1 was ever written. */
export const migrations: Migrations = {}

/**
 * Bring a file of any earlier version to `current`, in memory. A newer version is refused with advice; a
 * file without a sound version passes unchanged, for the schema to refuse.
 */
export function migrate(
  file: unknown,
  current: number,
  steps: Migrations,
): Result<unknown, readonly Finding[]> {
  let migrated = file
  for (;;) {
    const version = versionOf(migrated)
    if (version === undefined || version === current) return ok(migrated)
    if (version > current) return err([newer(version, current)])
    const step = steps[version]
    if (step === undefined) return ok(migrated)
    migrated = { ...step(migrated as object), version: version + 1 }
  }
}

function versionOf(file: unknown): number | undefined {
  if (typeof file !== 'object' || file === null || !('version' in file)) return undefined
  return Number.isInteger(file.version) ? (file.version as number) : undefined
}

function newer(version: number, current: number): Finding {
  return {
    path: ['version'],
    message: `is ${version}; this Keicast reads files up to version ${current}: update Keicast to open it`,
  }
}
