/** A dialog that the shell showed. */
export interface ShownDialog {
  readonly kind: 'open' | 'save' | 'message' | 'error'
  readonly options: Readonly<Record<string, unknown>>
}

/** What a user does with a dialog: choose a file, press a button, or (null) cancel. */
export type DialogAnswer = { readonly path: string } | { readonly button: string } | null

/** Where the replaced dialogs keep what they showed and what they wait for. */
export interface DialogDesk {
  readonly shown: ShownDialog[]
  answer(answer: DialogAnswer): void
}

interface Dialogs {
  readonly dialog: object
}

/**
 * Replace the system's dialogs by ones that a test answers. Put into a real Electron as source text: it may
 * refer to nothing outside itself.
 */
export function installDialogAnswers({ dialog }: Dialogs): void {
  type Options = Record<string, unknown>
  type Ask = (answer: DialogAnswer) => void
  const answers: DialogAnswer[] = []
  const asking: Ask[] = []
  const shown: ShownDialog[] = []

  function match(): void {
    const [ask] = asking
    const [answer] = answers
    if (ask === undefined || answer === undefined) return
    asking.shift()
    answers.shift()
    ask(answer)
    match()
  }

  function plain(options: Options): Options {
    return Object.fromEntries(Object.entries(options).filter(([name]) => name !== 'signal'))
  }

  function reply(kind: ShownDialog['kind'], options: Options, answer: DialogAnswer): Options {
    const path = answer !== null && 'path' in answer ? answer.path : null
    if (kind === 'open') return { canceled: path === null, filePaths: path === null ? [] : [path] }
    if (kind === 'save') return { canceled: path === null, filePath: path ?? '' }
    if (answer === null) return { response: options.cancelId ?? 0 }
    const buttons = options.buttons as string[]
    const response = 'button' in answer ? buttons.indexOf(answer.button) : -1
    if (response < 0) throw new Error(`the dialog has the buttons ${buttons.join(', ')}`)
    return { response }
  }

  function show(kind: ShownDialog['kind']) {
    return (...args: unknown[]): Promise<Options> => {
      const options = args.at(-1) as Options
      shown.push({ kind, options: plain(options) })
      return new Promise((resolve) => {
        function ask(answer: DialogAnswer): void {
          // A wrong answer fails the dialog, and with it the test.
          resolve(Promise.resolve().then(() => reply(kind, options, answer)))
        }
        const signal = options.signal as AbortSignal | undefined
        signal?.addEventListener('abort', () => {
          const at = asking.indexOf(ask)
          if (at >= 0) asking.splice(at, 1)
          ask(null)
        })
        asking.push(ask)
        match()
      })
    }
  }

  Object.assign(dialog, {
    showOpenDialog: show('open'),
    showSaveDialog: show('save'),
    showMessageBox: show('message'),
    showErrorBox: (title: string, content: string) => {
      shown.push({ kind: 'error', options: { title, content } })
    },
  })
  const desk: DialogDesk = {
    shown,
    answer(answer) {
      answers.push(answer)
      match()
    },
  }
  Object.assign(globalThis, { dialogDesk: desk })
}
