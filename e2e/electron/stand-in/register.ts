import { register } from 'node:module'
import { installDialogAnswers } from '../dialog-answers.ts'
import { serveControls } from './control.ts'
import * as electron from './electron.ts'

/** Run a built main script with `node --import <this> out/main/main.js`: Electron is the stand-in then. */
register('./hooks.js', import.meta.url)
installDialogAnswers(electron)
serveControls(electron)
