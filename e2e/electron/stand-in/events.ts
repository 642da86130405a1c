import { EventEmitter } from 'node:events'

/** Events of the application: its own module, since both the app and its windows emit them. */
export const appEvents = new EventEmitter()

export interface StoppableEvent {
  preventDefault(): void
  readonly defaultPrevented: boolean
}

/** An event that a listener may stop. */
export function stoppable<Details extends object>(details?: Details): StoppableEvent & Details {
  let stopped = false
  const event = {
    preventDefault: () => {
      stopped = true
    },
    get defaultPrevented() {
      return stopped
    },
  }
  return Object.assign(event, details)
}
