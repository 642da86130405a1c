/** Questions put to the user in a dialog; one at a time, answered by a promise. */
export interface Question {
  readonly title: string
  readonly text: string
  /** Further lines, such as the problems of a file. */
  readonly details?: readonly string[]
  /** In the order in which they stand; the last is the main one and the first what Esc means. */
  readonly answers: readonly { readonly id: string; readonly label: string }[]
  /** A text to give, such as a file name. */
  readonly input?: { readonly label: string; readonly value: string }
  /** Things to choose from. */
  readonly choices?: readonly { readonly id: string; readonly label: string }[]
}

export interface Answer {
  readonly id: string
  readonly text: string
}

export class Asker {
  #question = $state.raw<Question | null>(null)
  #resolve: (answer: Answer) => void = () => undefined
  readonly question = $derived(this.#question)

  ask(question: Question): Promise<Answer> {
    // A question that is replaced is answered as if it had been left with Esc.
    this.dismiss()
    this.#question = question
    return new Promise((resolve) => {
      this.#resolve = resolve
    })
  }

  answer(answer: Answer): void {
    const resolve = this.#resolve
    this.#question = null
    this.#resolve = () => undefined
    resolve(answer)
  }

  dismiss(): void {
    const first = this.#question?.answers[0]
    if (first !== undefined) this.answer({ id: first.id, text: '' })
  }
}
