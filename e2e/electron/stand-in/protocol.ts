import type { Request as PageRequest, Route } from 'playwright'
import { fromWeb } from './web-address.ts'

type Handler = (request: Request) => Response | Promise<Response>
interface Scheme {
  readonly scheme: string
  readonly privileges?: { readonly standard?: boolean; readonly secure?: boolean }
}

const handlers = new Map<string, Handler>()
const schemes = new Map<string, Scheme>()

export const protocol = {
  registerSchemesAsPrivileged(given: readonly Scheme[]): void {
    for (const scheme of given) schemes.set(scheme.scheme, scheme)
  },
  handle(scheme: string, handler: Handler): void {
    const { standard, secure } = schemes.get(scheme)?.privileges ?? {}
    // The https origin that stands for it has these, and a real scheme without them would not.
    if (!standard || !secure) throw new Error(`scheme ${scheme} is not standard and secure`)
    handlers.set(scheme, handler)
  },
}

/** Answer a page's request from the shell's own handler; nothing goes to any network. */
export async function answerRequest(route: Route, request: PageRequest): Promise<void> {
  const url = fromWeb(request.url())
  const handler = handlers.get(new URL(url).protocol.slice(0, -1))
  if (handler === undefined) return route.abort('internetdisconnected')
  const body = request.postDataBuffer()
  const response = await handler(
    new Request(url, {
      method: request.method(),
      headers: request.headers(),
      ...(body === null ? {} : { body: new Uint8Array(body) }),
    }),
  )
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  })
}
