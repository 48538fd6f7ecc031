import { describe, expect, it } from 'vitest'
import { taskWith } from './fixtures/gates.ts'
import { governRepeat, governStuck, judgeStuck, type StuckStep } from './stuck.ts'

/** A step from a word: action, `!` and its error, `>` and the digest that a patch leads to. */
function stepsOf(words: string): StuckStep[] {
  let digest = 'd0'
  return words.split(' ').map((word) => {
    const [, action = '', error, to] = /^(\w+)(?:!(\w+))?(?:>(\w+))?$/.exec(word) ?? []
    const before = digest
    digest = to ?? before
    const wrote = to !== undefined
    return { action_sha256: action, result_sha256: `${action}${error ?? ''}`, digest_before: before, digest_after: digest, error, wrote }
  })
}

/** The verdict after each step. */
function verdicts(words: string): string {
  const steps = stepsOf(words)
  const all = steps.map((_, index) => judgeStuck(steps.slice(0, index + 1)))
  return all.map(({ verdict, sign }) => (sign === undefined ? '.' : `${verdict}:${sign}`)).join(' ')
}

describe('a run that goes in a circle', () => {
  it.each([
    ['nothing of the kind', 'a b c d', '. . . .'],
    ['the third identical action on the same files', 'a a a a', '. . nudge:same_action abandon:same_action'],
    ['not the same action on other files', 'a p>d1 a q>d2 a', '. . . . .'],
    ['the second equal error in a row, with any arguments', 'a!x b!x c!x', '. nudge:same_error abandon:same_error'],
    ['not two errors that differ, or with something between', 'a!x b!y c!x d e!x', '. . . . .'],
    ['58. A-B-A-B-A-B', 'a b a b a b', '. . . . nudge:same_action abandon:same_action'],
    ['58. A-B-A-B-A-B that writes and takes back', 'a>d1 b>d0 a>d1 b>d0 a>d1 b>d0', '. . . . nudge:same_action abandon:same_files'],
    ['files that return a third time by patches', 'a>d1 b>d0 c>d2 e>d0 f>d3 g>d0', '. . . . . nudge:same_files'],
    ['files that were never seen are progress', 'a a a p>d1 b!x c!x d!x', '. . nudge:same_action . . nudge:same_error abandon:same_error'],
  ])('is seen by %s', (_, words, expected) => {
    expect(verdicts(words)).toBe(expected)
  })

  it('is seen by two actions that take turns while something else changes the files', () => {
    const steps = Array.from({ length: 7 }, (_, index) => ({
      action_sha256: `a${index % 2}`,
      result_sha256: 'r',
      digest_before: `d${index}`,
      digest_after: `d${index}`,
      wrote: false,
    }))
    expect(judgeStuck(steps.slice(0, 6))).toMatchObject({ verdict: 'nudge', sign: 'alternation' })
    expect(judgeStuck(steps.slice(0, 5))).toMatchObject({ verdict: 'free' })
  })

  it('begins anew where a person commented: the steps before are not given', () => {
    expect(judgeStuck(stepsOf('a a'))).toEqual({ verdict: 'free' })
    expect(judgeStuck([])).toEqual({ verdict: 'free' })
  })

  it('is abandoned, and a nudge goes on', () => {
    expect(governStuck(judgeStuck(stepsOf('a a a')))).toBeUndefined()
    expect(governStuck(judgeStuck(stepsOf('a a a a')))).toMatchObject({
      action: 'abandon',
      ends_as: 'abandoned',
      reason: expect.stringMatching(/^stuck: /),
    })
  })
})

describe('an action that is repeated', () => {
  const repeat = (words: string, maxRepeatedActions = 3) =>
    governRepeat({ action_sha256: 'a', digest: 'd0' }, stepsOf(words), taskWith({ budget: { maxRepeatedActions } }))?.ends_as

  it('more than maxRepeatedActions times on the same files fails', () => {
    expect([repeat('a a'), repeat('a a a'), repeat('a b a c a')]).toEqual([undefined, 'failed', 'failed'])
    expect([repeat('b', 1), repeat('a', 1)]).toEqual([undefined, 'failed'])
  })

  it('is none after each patch', () => {
    expect(repeat('a p>d1 a q>d2 a r>d3 a')).toBeUndefined()
  })
})
