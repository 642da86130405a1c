import { z } from './zod.ts'
import { FileToken } from './calls.ts'
import { EnsembleProgress } from './ensemble.ts'

/** Commands that a menu or a shortcut gives the page. */
export const commands = [
  'file.new',
  'file.open',
  'file.save',
  'file.saveAs',
  'file.duplicate',
  'file.revert',
  'edit.undo',
  'edit.redo',
  'scenario.pin',
  'view.present',
  'view.presenter',
  'view.palette',
  'help.tour',
  'help.shortcuts',
] as const

/** Everything a host announces. */
export const events = {
  /** A document's file was changed by another program. */
  'file.changedOnDisk': z.object({ token: FileToken }),
  /** The system asks to open a file, e.g. by a double click; the host has read it. */
  'file.requested': z.object({ id: z.string() }),
  /** At most ten times a second while an ensemble is under way, and when it ends. */
  'ensemble.progress': EnsembleProgress,
  'menu.command': z.object({ command: z.enum(commands) }),
  /** The user closes the window; the page asks what to do with unsaved work, then calls window.close. */
  'window.closing': z.object({}),
} as const satisfies Record<string, z.ZodType>

export type EventName = keyof typeof events
export type EventPayload<E extends EventName> = z.infer<(typeof events)[E]>
export type Command = (typeof commands)[number]
/** Announce an event to the page. */
export type Announce = <E extends EventName>(name: E, payload: EventPayload<E>) => void
