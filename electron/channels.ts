/** The two IPC channels: calls from the page, events to it. */
export const CALLS = 'host:call'
export const EVENTS = 'host:event'
