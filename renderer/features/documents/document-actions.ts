import type { FileToken, OpenReply, ProblemInfo, SaveReply } from '../../../src/contract/calls.ts'
import type { Scenario } from '../../../src/core/scenario/scenario.ts'
import { emptyScenario, type Workspace } from '../../state/workspace.svelte.ts'
import { en } from '../../strings/en.ts'
import type { Asker } from '../../ui/ask.svelte.ts'

/** What people do with documents: each asks before anything is lost. */
export class DocumentActions {
  readonly #workspace: Workspace
  readonly #asker: Asker

  constructor(workspace: Workspace, asker: Asker) {
    this.#workspace = workspace
    this.#asker = asker
  }

  async create(): Promise<void> {
    if (!(await this.mayLeave())) return
    await this.#workspace.open(emptyScenario(), { token: null, fileName: en.untitled }, true)
  }

  async open(): Promise<void> {
    if (!(await this.mayLeave())) return
    const { host, hello } = this.#workspace
    if (hello.capabilities.nativeDialogs) await this.#show(await host.call('file.pick'))
    else await this.#openFromList()
  }

  async openSample(id: string): Promise<void> {
    if (!(await this.mayLeave())) return
    await this.#show(await this.#workspace.host.call('file.openSample', { id }))
  }

  async openRecent(id: string): Promise<void> {
    if (!(await this.mayLeave())) return
    await this.#show(await this.#workspace.host.call('file.openRecent', { id }))
  }

  async openDropped(file: File): Promise<void> {
    if (!(await this.mayLeave())) return
    const text = await file.slice(0, 1_000_001).text()
    await this.#show(
      await this.#workspace.host.call('file.openText', {
        fileName: file.name,
        text: text.slice(0, 1_000_000),
      }),
    )
  }

  /** Save to the document's own file; true where it is saved. */
  async save(overwrite = false): Promise<boolean> {
    const { host, token, scenario } = this.#workspace
    if (token === null) return this.saveAs()
    const reply = await host.call('file.save', { token, scenario: { ...scenario }, overwrite })
    return this.#afterSave(reply, scenario)
  }

  async saveAs(): Promise<boolean> {
    const { host, hello, scenario } = this.#workspace
    if (hello.capabilities.nativeDialogs) {
      const name = suggestedName(scenario)
      const reply = await host.call('file.saveAs', {
        scenario: { ...scenario },
        name,
        replace: true,
      })
      return this.#afterSave(reply, scenario)
    }
    return this.#saveUnderTypedName(scenario)
  }

  async duplicate(): Promise<void> {
    const { scenario } = this.#workspace
    const copy = { ...scenario, name: en.copyOf(scenario.name) }
    if (!(await this.mayLeave())) return
    await this.#workspace.open(copy, { token: null, fileName: en.untitled }, false)
  }

  /** Go back to what is in the file; true where that is done. */
  async revert(): Promise<boolean> {
    const { token, fileName, edited } = this.#workspace
    if (token === null) return false
    if (!edited) return this.#reload(token)
    const { id } = await this.#asker.ask({
      title: en.ask.revertTitle(fileName),
      text: en.ask.revertText,
      answers: [
        { id: 'cancel', label: en.ask.cancel },
        { id: 'revert', label: en.ask.revert },
      ],
    })
    return id === 'revert' && (await this.#reload(token))
  }

  async #reload(token: FileToken): Promise<boolean> {
    const { host, documentId } = this.#workspace
    if (!(await this.#show(await host.call('file.reload', { token })))) return false
    await host.call('backup.drop', { documentId })
    return true
  }

  /** Tell whether the open document may be left: it is saved, or the user gives it up. */
  async mayLeave(): Promise<boolean> {
    const { edited, fileName, documentId, host } = this.#workspace
    if (!edited) return true
    const { id } = await this.#asker.ask({
      title: en.ask.unsavedTitle(fileName),
      text: en.ask.unsavedText,
      answers: [
        { id: 'cancel', label: en.ask.cancel },
        { id: 'discard', label: en.ask.discard },
        { id: 'save', label: en.ask.save },
      ],
    })
    if (id === 'cancel') return false
    if (id === 'save' && !(await this.save())) return false
    await host.call('backup.drop', { documentId })
    return true
  }

  /** Offer what was unsaved when the app last ended without asking. */
  async recover(): Promise<void> {
    const { hello, host } = this.#workspace
    for (const backup of hello.recovered) {
      const { id } = await this.#asker.ask({
        title: en.ask.recoveredTitle,
        text: en.ask.recoveredText(backup.fileName),
        answers: [
          { id: 'discard', label: en.ask.discard },
          { id: 'restore', label: en.ask.restore },
        ],
      })
      if (id === 'restore') {
        const file = { token: backup.token, fileName: backup.fileName }
        await this.#workspace.open(backup.scenario as unknown as Scenario, file, false)
      }
      await host.call('backup.drop', { documentId: backup.documentId })
      if (id === 'restore') return
    }
  }

  async #openFromList(): Promise<void> {
    const { host } = this.#workspace
    const files = await host.call('file.list')
    const { id, text } = await this.#asker.ask({
      title: en.ask.openTitle,
      text: files.length === 0 ? en.ask.folderEmpty : '',
      choices: files.map(({ name }) => ({ id: name, label: name })),
      answers: [{ id: 'cancel', label: en.ask.cancel }],
    })
    if (id === 'choice') await this.#show(await host.call('file.openNamed', { name: text }))
  }

  async #saveUnderTypedName(scenario: Scenario): Promise<boolean> {
    const { id, text } = await this.#asker.ask({
      title: en.commands['file.saveAs'],
      text: '',
      input: { label: en.ask.nameLabel, value: suggestedName(scenario) },
      answers: [
        { id: 'cancel', label: en.ask.cancel },
        { id: 'save', label: en.ask.save },
      ],
    })
    if (id !== 'save') return false
    const ask = (replace: boolean) =>
      this.#workspace.host.call('file.saveAs', { scenario: { ...scenario }, name: text, replace })
    const reply = await ask(false)
    if (reply.kind !== 'conflict') return this.#afterSave(reply, scenario)
    const answer = await this.#asker.ask({
      title: en.ask.replaceTitle(text),
      text: en.ask.replaceText,
      answers: [
        { id: 'cancel', label: en.ask.cancel },
        { id: 'replace', label: en.ask.replace },
      ],
    })
    return answer.id === 'replace' ? this.#afterSave(await ask(true), scenario) : false
  }

  /** Show what was opened, or say why it was not; true where it is shown. */
  async #show(reply: OpenReply): Promise<boolean> {
    if (reply.kind === 'cancelled') return false
    if (reply.kind === 'opened') {
      const file = { token: reply.token, fileName: reply.fileName }
      await this.#workspace.open(reply.scenario as unknown as Scenario, file, true)
      return true
    }
    const details = reply.kind === 'refused' ? reply.problems.map(problemLine) : [reply.message]
    await this.#asker.ask({
      title: en.ask.openFailed(reply.kind === 'refused' ? reply.fileName : null),
      text: '',
      details,
      answers: [{ id: 'close', label: en.ask.close }],
    })
    return false
  }

  async #afterSave(reply: SaveReply, scenario: Scenario): Promise<boolean> {
    const { host, documentId, fileName } = this.#workspace
    switch (reply.kind) {
      case 'saved':
        this.#workspace.noteSaved({ token: reply.token, fileName: reply.fileName }, scenario)
        await host.call('backup.drop', { documentId })
        return true
      case 'conflict':
        return this.#resolveConflict()
      case 'cancelled':
        return false
      case 'refused':
      case 'failed': {
        const details = reply.kind === 'refused' ? reply.problems.map(problemLine) : [reply.message]
        const { id } = await this.#asker.ask({
          title: en.ask.saveFailed(fileName),
          text: en.ask.kept,
          details,
          answers: [
            { id: 'close', label: en.ask.close },
            { id: 'saveAs', label: en.ask.saveAsInstead },
          ],
        })
        return id === 'saveAs' ? this.saveAs() : false
      }
    }
  }

  async #resolveConflict(): Promise<boolean> {
    const { id } = await this.#asker.ask({
      title: en.ask.conflictTitle(this.#workspace.fileName),
      text: en.ask.conflictText,
      answers: [
        { id: 'cancel', label: en.ask.cancel },
        { id: 'overwrite', label: en.ask.overwrite },
        { id: 'saveAs', label: en.ask.saveAsInstead },
      ],
    })
    if (id === 'overwrite') return this.save(true)
    return id === 'saveAs' ? this.saveAs() : false
  }
}

/** Say a problem in one line. */
export function problemLine({ path, message, line }: ProblemInfo): string {
  return `${path}${line === undefined ? '' : ` (line ${line})`}${path ? ': ' : ''}${message}`
}

/** A file name made of the scenario's name. */
export function suggestedName(scenario: Scenario): string {
  const plain = scenario.name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  return `${plain.slice(0, 80) || 'untitled'}.kei`
}
