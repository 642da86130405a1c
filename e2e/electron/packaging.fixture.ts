import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'

export const root = resolve(import.meta.dirname, '../..')

/** What electron-builder.yml says, as far as tests look at it. */
export interface Packaging {
  readonly appId: string
  readonly asar: boolean
  readonly files: readonly string[]
  readonly electronFuses: Readonly<Record<string, boolean>>
  readonly fileAssociations: readonly Readonly<Record<string, string>>[]
  readonly directories: { readonly buildResources: string }
  readonly linux: PlatformPackaging
  readonly win: PlatformPackaging
  readonly mac: PlatformPackaging
}
interface PlatformPackaging {
  readonly target: readonly string[]
  readonly icon: string
}

export function readPackaging(): Packaging {
  return parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as Packaging
}

/** Files under `folder` that a list of the forms `a/b`, `a/**` and `!**` + `/*.ext` names. */
export function listedFiles(folder: string, patterns: readonly string[]): string[] {
  const included = patterns.filter((pattern) => !pattern.startsWith('!'))
  const excluded = patterns
    .filter((pattern) => pattern.startsWith('!'))
    .map((each) => each.slice(1))
  return included
    .flatMap((pattern) => filesOf(folder, pattern))
    .filter((path) => !excluded.some((pattern) => isExcluded(path, pattern)))
}

function filesOf(folder: string, pattern: string): string[] {
  if (!pattern.endsWith('/**')) return [pattern]
  const start = pattern.slice(0, -3)
  return readdirSync(join(folder, start), { recursive: true, encoding: 'utf8' })
    .map((name) => join(start, name))
    .filter((path) => statSync(join(folder, path)).isFile())
}

function isExcluded(path: string, pattern: string): boolean {
  if (pattern.startsWith('**/*')) return path.endsWith(pattern.slice(4))
  return path === pattern || path.startsWith(`${pattern.replace(/\/\*\*$/, '')}/`)
}
