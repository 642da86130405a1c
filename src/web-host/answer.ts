import { STATUS_CODES, type ServerResponse } from 'node:http'
import { securityHeaders } from './security-headers.ts'

/** An answer before it is written: data, so that what a route says can be tested. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** A text goes out as plain text, bytes as `headers` say. */
  readonly body?: string | Uint8Array
}

/** Write an answer with the security headers, which no route can leave out or replace. */
export function sendAnswer(response: ServerResponse, answer: Answer): void {
  const { status, body } = answer
  const headers: Record<string, string> = { ...answer.headers }
  if (typeof body === 'string') headers['Content-Type'] = 'text/plain; charset=utf-8'
  if (body !== undefined) headers['Content-Length'] = String(Buffer.byteLength(body))
  // The body of a refused request is never read, so its connection can serve no other.
  if (status >= 400) headers.Connection = 'close'
  response.writeHead(status, STATUS_CODES[status], { ...headers, ...securityHeaders })
  response.end(body)
}
