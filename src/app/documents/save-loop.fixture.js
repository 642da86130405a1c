/**
 * The process that save-kill.test.ts kills: opens a document and saves it and its backup over and over, a
 * number in its name counting up, and prints each number once it is said to be safe. It runs the build, as
 * nothing starts faster; parsing is left to the parent, so that the time goes into writing.
 */
import { join } from 'node:path'

const built = (path) => new URL(`../../../dist/app/documents/${path}`, import.meta.url)
const { Backups } = await import(built('backups.js'))
const { DocumentStore } = await import(built('document-store.js'))
const { nodeFileSystem } = await import(built('file-system.js'))
const { createPathQueue } = await import(built('path-queue.js'))

const [folder] = process.argv.slice(2)
const tools = {
  fs: nodeFileSystem,
  queue: createPathQueue(),
  folder: join(folder, 'state'),
  now: Date.now,
  log: (message, error) => console.error(message, error),
  parse: (text) => ({ ok: true, value: { scenario: JSON.parse(text), warnings: [] } }),
  announce: () => undefined,
  watchFolder: () => () => undefined,
  watchIntervalMs: 1e6,
}
const store = new DocumentStore(tools)
const backups = new Backups({
  ...tools,
  fileOf: (token) => store.fileOf(token),
  adopt: (file) => store.adopt(file),
})

const opened = await store.open(join(folder, 'plan.kei'))
if (opened.kind !== 'opened') throw new Error(JSON.stringify(opened))

for (let count = Number(opened.scenario.name) + 1; ; count += 1) {
  // From nothing to 60 kB, so that a kill finds writes of every length.
  const notes = `${count} `.repeat((count * 7919) % 10_000)
  const scenario = { ...opened.scenario, name: String(count), notes }
  const { token } = opened
  await backups.put({ documentId: 'plan', fileName: 'plan.kei', token, scenario })
  console.log(`kept ${count}`)
  const reply = await store.save(token, scenario, false)
  if (reply.kind !== 'saved') throw new Error(JSON.stringify(reply))
  console.log(`saved ${count}`)
}
