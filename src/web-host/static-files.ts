import { readFile, realpath, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import type { Answer } from './answer.ts'

/** Types of what a renderer is built of; a file of any other type is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
}

/**
 * The paths that are served at all: plain names between slashes. Nothing is decoded, so nothing can hide:
 * `%2e`, `\`, NUL, `//`, `..` and names that start with a dot do not match.
 */
const PLAIN_PATH = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/

/** Serve the files of a folder by their path, and nothing outside of it, links included. */
export function createStaticFiles(folder: string): (path: string) => Promise<Answer> {
  return async (path) => {
    const plain = path === '/' ? '/index.html' : path
    const type = contentTypes[extname(plain)]
    if (!PLAIN_PATH.test(plain) || type === undefined) return notFound
    const body = await readInside(folder, plain)
    if (body === null) return notFound
    return { status: 200, headers: { 'Content-Type': type }, body }
  }
}

const notFound: Answer = { status: 404, body: 'Keicast has no such page; open /' }

/** Read a file unless it, or what it links to, is not a file inside `folder`. */
async function readInside(folder: string, path: string): Promise<Buffer | null> {
  try {
    const root = await realpath(folder)
    const file = await realpath(join(root, path))
    if (!file.startsWith(root + sep) || !(await stat(file)).isFile()) return null
    return await readFile(file)
  } catch (error) {
    if (isAbsence(error)) return null
    throw error
  }
}

function isAbsence(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code !== undefined && ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'].includes(code)
}
