import type { ChannelEnd, FromPresenter, ToPresenter } from '../../state/presenter-channel.ts'
import { views } from '../views/registry.ts'
import type { AppController } from './app-controller.svelte.ts'

/** The stage's end of the channel to a presenter's window. */
export class PresenterLink {
  readonly #app: AppController
  readonly #channel: ChannelEnd<ToPresenter, FromPresenter>
  #isOpen = $state.raw(false)
  #wasPresenting = false

  constructor(app: AppController, channel: ChannelEnd<ToPresenter, FromPresenter>) {
    this.#app = app
    this.#channel = channel
    channel.listen((message) => {
      this.#hear(message)
    })
  }

  /** Show the presenter what is on stage; runs again whenever that changes. */
  show(): void {
    const { workspace, presenting, view, settings } = this.#app
    if (this.#wasPresenting && !presenting) this.#channel.send({ kind: 'ended' })
    this.#wasPresenting = presenting
    if (!this.#isOpen) return
    this.#channel.send({
      kind: 'state',
      state: {
        scenario: workspace.scenario,
        referenceScenario: workspace.reference.scenario,
        referenceName: workspace.reference.name,
        run: workspace.run,
        referenceRun: workspace.referenceRun,
        isStale: workspace.state.kind === 'refused' || workspace.state.kind === 'failed',
        view,
        undoLabel: workspace.undoLabel,
        redoLabel: workspace.redoLabel,
        theme: settings.theme,
      },
    })
  }

  close(): void {
    this.#channel.send({ kind: 'ended' })
    this.#channel.close()
  }

  #hear(message: FromPresenter): void {
    switch (message.kind) {
      case 'ready':
        this.#channel.send({ kind: 'catalog', catalog: this.#app.workspace.hello.catalog })
        this.#isOpen = true
        break
      case 'closed':
        this.#isOpen = false
        break
      case 'edit':
        void this.#app.edit(message.label, message.scenario, message.group)
        break
      case 'view': {
        const view = views.find(({ id }) => id === message.view)
        if (view !== undefined) this.#app.show(view.id)
        break
      }
      case 'undo':
        void this.#app.run('edit.undo')
        break
      case 'redo':
        void this.#app.run('edit.redo')
        break
      case 'leave':
        void this.#app.present(false)
        break
    }
  }
}
