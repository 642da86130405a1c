import { randomBytes, timingSafeEqual } from 'node:crypto'

const SECRET_BYTES = 32

/** Where the one session of a host stands: its token is good until the page has used it, once. */
type State =
  | { readonly kind: 'waiting'; readonly token: string }
  | { readonly kind: 'open'; readonly secret: string }

export interface Session {
  /** Goes into the printed address, after the #, where it reaches no log, no Referer and no server. */
  readonly token: string
  /** Trade the token for a cookie; null where it is wrong or has been used. */
  redeem(token: string | undefined): string | null
  /** Whether a Cookie header carries the session. */
  holds(cookies: string | undefined): boolean
  /** Take the secrets out of a text that is about to be logged. */
  scrub(text: string): string
}

/** Make the session of one start of the host; browsers share cookies between ports, so `port` names it. */
export function createSession(port: number): Session {
  const token = newSecret()
  const cookieName = `keicast-${port}`
  let state: State = { kind: 'waiting', token }
  return {
    token,
    redeem(given) {
      if (state.kind !== 'waiting' || !isSameSecret(given, state.token)) return null
      const secret = newSecret()
      state = { kind: 'open', secret }
      return `${cookieName}=${secret}; HttpOnly; SameSite=Strict; Path=/`
    },
    holds(cookies) {
      if (state.kind !== 'open') return false
      const { secret } = state
      return valuesOf(cookieName, cookies).some((value) => isSameSecret(value, secret))
    },
    scrub(text) {
      const clean = text.replaceAll(token, '[token]')
      return state.kind === 'open' ? clean.replaceAll(state.secret, '[cookie]') : clean
    },
  }
}

/** Compare without telling by the time taken how much was right. */
export function isSameSecret(given: string | undefined, secret: string): boolean {
  const a = Buffer.from(given ?? '')
  const b = Buffer.from(secret)
  return a.length === b.length && timingSafeEqual(a, b)
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url')
}

/** Find every value of a cookie: another port of this computer can plant one of the same name. */
function valuesOf(name: string, cookies: string | undefined): string[] {
  const pairs = (cookies ?? '').split(';').map((pair) => pair.trim())
  return pairs
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
}
