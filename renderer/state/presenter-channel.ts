import type { Catalog } from '../../src/contract/catalog.ts'
import type { RunColumns } from '../../src/contract/results.ts'
import type { Scenario } from '../../src/core/scenario/scenario.ts'
import type { Theme } from './theme.ts'

/** How the window on stage and the presenter's window talk: two pages of one origin, without the host. */
const CHANNEL = 'keicast-presenter'

/** What the presenter's window shows; all of it belongs to the window on stage. */
export interface PresenterState {
  readonly scenario: Scenario
  readonly referenceScenario: Scenario
  readonly referenceName: string
  readonly run: RunColumns | null
  readonly referenceRun: RunColumns | null
  readonly isStale: boolean
  readonly view: string
  readonly undoLabel: string | null
  readonly redoLabel: string | null
  readonly theme: Theme
}

export type ToPresenter =
  | { readonly kind: 'catalog'; readonly catalog: Catalog }
  | { readonly kind: 'state'; readonly state: PresenterState }
  | { readonly kind: 'ended' }

export type FromPresenter =
  | { readonly kind: 'ready' }
  | { readonly kind: 'closed' }
  | {
      readonly kind: 'edit'
      readonly label: string
      readonly scenario: Scenario
      readonly group: string | null
    }
  | { readonly kind: 'view'; readonly view: string }
  | { readonly kind: 'undo' | 'redo' | 'leave' }

/** One end of the channel. */
export interface ChannelEnd<Sent, Heard> {
  send(message: Sent): void
  listen(listener: (message: Heard) => void): void
  close(): void
}

export function openChannel<Sent, Heard>(): ChannelEnd<Sent, Heard> {
  const channel = new BroadcastChannel(CHANNEL)
  return {
    send(message) {
      channel.postMessage(message)
    },
    listen(listener) {
      channel.addEventListener('message', ({ data }) => {
        listener(data as Heard)
      })
    },
    close() {
      channel.close()
    },
  }
}
