import { contextBridge, ipcRenderer } from 'electron'
import { CALLS, EVENTS } from './channels.ts'

/** Carries messages and knows no call by name; an event waits until the page listens for it. */
const listeners = new Set<readonly [name: string, listen: (payload: unknown) => void]>()
const waiting: (readonly [name: string, payload: unknown])[] = []

function deliver(): void {
  for (const [name, payload] of waiting.splice(0)) {
    const heard = [...listeners].filter(([wanted]) => wanted === name)
    for (const [, listen] of heard) listen(payload)
    if (heard.length === 0) waiting.push([name, payload])
  }
}
ipcRenderer.on(EVENTS, (_, name: string, payload: unknown) => {
  waiting.push([name, payload])
  deliver()
})
contextBridge.exposeInMainWorld('hostBridge', {
  request: (name: string, input: unknown) => ipcRenderer.invoke(CALLS, name, input),
  subscribe(name: string, listen: (payload: unknown) => void): () => void {
    const listener = [name, listen] as const
    listeners.add(listener)
    deliver()
    return () => void listeners.delete(listener)
  },
})
