import { describe, expect, it } from 'vitest'
import { createSession, isSameSecret } from './session.ts'

describe('createSession', () => {
  it('makes a token of 32 random bytes, another each time', () => {
    const tokens = Array.from({ length: 100 }, () => createSession(4000).token)
    expect(new Set(tokens).size).toBe(100)
    for (const token of tokens) {
      expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
      expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    }
  })

  it('trades the token once, for a cookie that is not the token', () => {
    const session = createSession(4000)
    const cookie = session.redeem(session.token)
    expect(cookie).toMatch(/^keicast-4000=[A-Za-z0-9_-]{43}; HttpOnly; SameSite=Strict; Path=\/$/)
    expect(cookie).not.toContain(session.token)
    expect(session.redeem(session.token)).toBeNull()
  })

  it.each([undefined, '', 'A'.repeat(43), 'é', 'undefined'])('refuses the token %j', (token) => {
    const session = createSession(4000)
    expect(session.redeem(token)).toBeNull()
    expect(session.redeem(session.token.slice(0, -1))).toBeNull()
    expect(session.redeem(`${session.token} `)).toBeNull()
    expect(session.redeem(session.token)).not.toBeNull()
  })

  it('knows its cookie among others, those of the same name included', () => {
    const session = createSession(4000)
    const pair = session.redeem(session.token)?.split(';')[0] ?? ''
    expect(session.holds(pair)).toBe(true)
    expect(session.holds(`theme=dark; ${pair}; keicast-4001=x`)).toBe(true)
    // Planted by another port of this computer, and sent first.
    expect(session.holds(`keicast-4000=planted; ${pair}`)).toBe(true)
  })

  it.each([
    ['no cookie', () => undefined],
    ['an empty cookie', () => ''],
    ['the token', (_: string, token: string) => `keicast-4000=${token}`],
    ['the secret under another name', (pair: string) => `x${pair}`],
    ['the secret of another port', (pair: string) => pair.replace('4000', '4001')],
    ['half the secret', (pair: string) => pair.slice(0, -20)],
    ['no value', () => 'keicast-4000='],
  ])('is not held by %s', (_, cookies) => {
    const session = createSession(4000)
    const pair = session.redeem(session.token)?.split(';')[0] ?? ''
    expect(session.holds(cookies(pair, session.token))).toBe(false)
  })

  it('is held by nobody before the token is used', () => {
    const session = createSession(4000)
    for (const value of ['', 'undefined', 'null', session.token]) {
      expect(session.holds(`keicast-4000=${value}`)).toBe(false)
    }
  })

  it('takes its secrets out of a text', () => {
    const session = createSession(4000)
    const secret = /=([^;]+)/.exec(session.redeem(session.token) ?? '')?.[1] ?? ''
    expect(session.scrub(`/${session.token}/${secret}/x`)).toBe('/[token]/[cookie]/x')
  })
})

describe('isSameSecret', () => {
  it('compares bytes, whatever their number', () => {
    expect(isSameSecret('abc', 'abc')).toBe(true)
    expect(isSameSecret('abd', 'abc')).toBe(false)
    expect(isSameSecret('ab', 'abc')).toBe(false)
    expect(isSameSecret(undefined, 'abc')).toBe(false)
  })
})
