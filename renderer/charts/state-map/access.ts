/** Whether kei may be sold in a state; `unknown` draws no mark. */
export type Access = 'open' | 'unclear' | 'closed' | 'unknown'
