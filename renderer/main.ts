import './styles/tokens.css'
import './styles/base.css'
import { mount } from 'svelte'
import App from './App.svelte'
import PresenterWindow from './features/shell/PresenterWindow.svelte'
import StartFailure from './features/shell/StartFailure.svelte'
import { connectHost } from './host/connect-host.ts'
import { Workspace } from './state/workspace.svelte.ts'

const target = document.querySelector('#app')
if (target === null) throw new Error('the page has no #app')

if (location.hash === '#presenter') {
  mount(PresenterWindow, { target })
} else {
  await openApp(target)
}

async function openApp(target: Element): Promise<void> {
  try {
    const host = await connectHost()
    const hello = await host.call('app.hello')
    mount(App, { target, props: { workspace: new Workspace(host, hello) } })
  } catch (error) {
    mount(StartFailure, { target, props: { reason: (error as Error).message } })
  }
}
