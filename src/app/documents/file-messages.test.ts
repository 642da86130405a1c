import { describe, expect, it } from 'vitest'
import { describeFileError, type FileAction } from './file-messages.ts'
import { SystemError } from './faulty-file-system.fixture.ts'

const actions: readonly FileAction[] = ['save', 'open', 'export']
const codes = [
  ...['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EBUSY'],
  ...['ETXTBSY', 'EIO', 'ESTALE', 'EHOSTDOWN', 'ETIMEDOUT', 'EMFILE', 'ELOOP', 'UNKNOWN'],
]

describe('a message about a file', () => {
  it.each(actions)('says cause and advice in plain words when it cannot %s', (action) => {
    for (const code of codes) {
      const message = describeFileError(action, 'plan.kei', new SystemError(code))
      expect(message).toMatch(
        /^“plan.kei” was not (saved|opened|exported) because [a-z].*\. [A-Z]/u,
      )
      expect(message).toMatch(/\.$/u)
      expect(message).not.toContain(code)
      expect(message).not.toMatch(/unexpected|injected/u)
      expect(message.includes('Save as…')).toBe(action === 'save')
    }
  })

  it('names the code of a fault that nobody foresaw, to be looked up', () => {
    const message = describeFileError('save', 'plan.kei', new SystemError('EODD'))
    expect(message).toContain('an unexpected fault (EODD). Try again, or use “Save as…”')
    expect(describeFileError('open', 'plan.kei', new Error('bug'))).toBe(
      '“plan.kei” was not opened because of an unexpected fault. Try again, or open a copy of it.',
    )
  })

  it('shows a name that is long or has control characters safely', () => {
    const message = describeFileError('save', `a\n${'b'.repeat(300)}.kei`, new SystemError('EIO'))
    expect(message).not.toContain('\n')
    expect(message.length).toBeLessThan(300)
  })
})
