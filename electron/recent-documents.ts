import { calls } from '../src/contract/calls.ts'
import type { Dispatch } from '../src/contract/dispatcher.ts'
import type { RecentDocument } from './menu.ts'

/** The app's list of recent documents, newest first; the app keeps it, the menu shows it. */
export async function recentDocuments(dispatch: Dispatch): Promise<RecentDocument[]> {
  const answer = await dispatch('file.recent', undefined)
  return answer.ok ? calls['file.recent'].output.parse(answer.value) : []
}
