import type { Component } from 'svelte'
import { en } from '../../strings/en.ts'
import type { ViewProps } from './view-props.ts'

/** The views, in the order of their tabs; each is loaded when it is first shown. */
export type ViewId = keyof typeof en.views

interface ViewInfo {
  readonly id: ViewId
  readonly label: string
  readonly load: () => Promise<{ readonly default: Component<ViewProps> }>
}

export const views: readonly ViewInfo[] = [
  view('adoption', () => import('./adoption/AdoptionView.svelte')),
  view('where', () => import('./where/WhereView.svelte')),
  view('instead', () => import('./instead/InsteadView.svelte')),
  view('price', () => import('./price/PriceView.svelte')),
  view('earn', () => import('./earn/EarnView.svelte')),
  view('buyers', () => import('./buyers/BuyersView.svelte')),
  view('compare', () => import('./compare/CompareView.svelte')),
  view('sure', () => import('./how-sure/HowSureView.svelte')),
  view('evidence', () => import('./evidence/EvidenceView.svelte')),
  view('japan', () => import('./japan/JapanView.svelte')),
]

function view(id: ViewId, load: ViewInfo['load']): ViewInfo {
  return { id, label: en.views[id], load }
}
