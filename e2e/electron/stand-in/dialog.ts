/** Dialogs have no screen here: the test that drives the shell replaces these before the shell runs. */
function unanswered(): Promise<never> {
  return Promise.reject(new Error('no test answers dialogs'))
}

export const dialog = {
  showOpenDialog: unanswered,
  showSaveDialog: unanswered,
  showMessageBox: unanswered,
  showErrorBox: (title: string, content: string): void => console.error(`${title}: ${content}`),
}
