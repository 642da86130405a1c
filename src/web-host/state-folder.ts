import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where this system keeps an app's private state: settings, backups, recent files. */
export function stateFolder(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  home: string = homedir(),
): string {
  if (env.KEICAST_STATE !== undefined) return env.KEICAST_STATE
  if (platform === 'win32') {
    return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Keicast')
  }
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Keicast')
  return join(env.XDG_STATE_HOME ?? join(home, '.local', 'state'), 'keicast')
}
