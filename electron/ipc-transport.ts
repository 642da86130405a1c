import type { IpcMain, IpcMainInvokeEvent, WebContents, WebFrameMain } from 'electron'
import type { Dispatch } from '../src/contract/dispatcher.ts'
import type { Announce } from '../src/contract/events.ts'
import { APP_ORIGIN } from './app-scheme.ts'
import { CALLS, EVENTS } from './channels.ts'

/** Carries the contract between the app and our page. */
export interface PageLink {
  /** Push an event; one announced before the page has made its first call waits for it. */
  readonly announce: Announce
  /** Answer the page's calls, from now on and those that wait. */
  readonly serve: (dispatch: Dispatch) => void
  /** Whether the page has made a call since it was loaded, so that it can be asked something. */
  readonly isUp: () => boolean
}

export function createPageLink(
  ipcMain: Pick<IpcMain, 'handle'>,
  contents: WebContents,
  log: (message: string) => void,
): PageLink {
  let isUp = false
  let waiting: (readonly [name: string, payload: unknown])[] = []
  let serve: (dispatch: Dispatch) => void = () => undefined
  const served = new Promise<Dispatch>((resolve) => {
    serve = resolve
  })

  ipcMain.handle(CALLS, async (event, name: unknown, input: unknown) => {
    if (!isOwnTopFrame(event, contents)) {
      log(`refused a call from ${event.senderFrame?.url ?? 'a frame that is gone'}`)
      throw new Error('call from an untrusted frame')
    }
    const dispatch = await served
    const answer = await dispatch(name, input)
    setImmediate(markUp) // after the answer, so that the first event finds the page set up
    return answer
  })

  function markUp(): void {
    isUp = true
    for (const [name, payload] of waiting.splice(0)) contents.send(EVENTS, name, payload)
  }
  function markDown(): void {
    isUp = false
  }
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) markDown()
  })
  contents.on('render-process-gone', markDown)
  contents.on('destroyed', () => {
    markDown()
    waiting = []
  })

  return {
    announce(name, payload) {
      if (isUp) contents.send(EVENTS, name, payload)
      else waiting.push([name, payload])
    },
    serve,
    isUp: () => isUp,
  }
}

type Frame = Pick<WebFrameMain, 'origin'> & { readonly parent: unknown }

/** Whether a call comes from our window's own page itself: not from a frame in it, nor from another origin. */
export function isOwnTopFrame(
  { senderFrame }: { readonly senderFrame: Frame | IpcMainInvokeEvent['senderFrame'] },
  contents: { readonly mainFrame: Frame },
): boolean {
  return (
    senderFrame !== null &&
    senderFrame === contents.mainFrame &&
    senderFrame.parent === null &&
    senderFrame.origin === APP_ORIGIN
  )
}
