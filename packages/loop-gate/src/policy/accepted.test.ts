import { chmodSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { temporaryFolder } from '../fixtures/folder.ts'
import { modes } from '../words.ts'
import { type Accepted, forgetAccepted, readAccepted, writeAccepted } from './accepted.ts'
import { acceptedByEnvironment } from './accepted-by-environment.ts'
import type { Policy } from './policy.ts'
import { hashOfPolicy } from './policy-file.ts'
import { policyState } from './policy-state.ts'
import { readPolicy } from './read-policy.ts'
import { workspaceId } from './workspace.ts'

const root = '/projects/shop'
const id = workspaceId(root)

function acceptedOf(text: string, changes: Partial<Accepted> = {}): Accepted {
  const { policy } = readPolicy(text) as { policy: Policy }
  const accepted_at = '2026-01-02T03:04:05.678Z'
  return { version: 1, root, hash: hashOfPolicy(text), accepted_at, accepted_by: 'local', paused_until: null, policy, text, ...changes }
}

const accepted = acceptedOf('version: 1\ncriteria: [{ id: test, run: [npm, test] }, { id: clean, kind: git_clean }]')

describe('the accepted copy', () => {
  it('is kept where nobody else may read it, and no draft stays behind', async () => {
    const home = join(temporaryFolder(), 'home')
    await writeAccepted(home, accepted)
    const folder = join(home, 'gate')
    expect(readdirSync(folder)).toEqual([`${id}.json`])
    expect([statSync(folder).mode & 0o777, statSync(join(folder, `${id}.json`)).mode & 0o777]).toEqual([0o700, 0o600])
    expect(await readAccepted(home, id)).toEqual(accepted)
  })

  it('takes the place of an older one, in a folder that was open before', async () => {
    const home = temporaryFolder({ [`gate/${id}.json`]: 'old' })
    chmodSync(join(home, 'gate'), 0o755)
    await writeAccepted(home, { ...accepted, mode_override: 'off', paused_until: '2026-01-02T04:00:00Z' })
    expect(await readAccepted(home, id)).toMatchObject({ mode_override: 'off', paused_until: '2026-01-02T04:00:00Z' })
    expect(statSync(join(home, 'gate')).mode & 0o777).toBe(0o700)
  })

  it('leaves no draft where it cannot be put in its place', async () => {
    const home = temporaryFolder({ [`gate/${id}.json/x`]: '' })
    await expect(writeAccepted(home, accepted)).rejects.toThrow()
    expect(readdirSync(join(home, 'gate'))).toEqual([`${id}.json`])
  })

  it('can be forgotten, once', async () => {
    const home = temporaryFolder()
    await writeAccepted(home, accepted)
    expect([await forgetAccepted(home, id), await forgetAccepted(home, id)]).toEqual([true, false])
    expect(await readAccepted(home, id)).toBeUndefined()
  })

  it('is absent in a home that is not there yet', async () => {
    expect(await readAccepted('/nowhere/at/all', id)).toBeUndefined()
  })

  it.each<[string, object]>([
    ['of another version', { version: 2 }],
    ['of another folder', { root: '/projects/other' }],
    ['with another hash', { hash: hashOfPolicy('other') }],
    ['with another text', { text: 'version: 1' }],
    ['without a person', { accepted_by: undefined }],
    ['with a key too many', { extra: 1 }],
    ['with another mode', { mode_override: 'loud' }],
    ['with another time', { paused_until: 'tomorrow' }],
    ['with a policy that lacks a key', { policy: { ...accepted.policy, mode: undefined } }],
    ['with a policy that has a key too many', { policy: { ...accepted.policy, shell: true } }],
    ['with another number of blocks', { policy: { ...accepted.policy, max_blocks: 8 } }],
    ['with another kind', { policy: { ...accepted.policy, criteria: [{ ...accepted.policy.criteria[1], kind: 'toString' }] } }],
    ['with no words to run', { policy: { ...accepted.policy, criteria: [{ ...accepted.policy.criteria[0], run: [] }] } }],
    ['with a number to run', { policy: { ...accepted.policy, criteria: [{ ...accepted.policy.criteria[0], run: [1] }] } }],
    ['with something that is no criterion', { policy: { ...accepted.policy, criteria: [null] } }],
  ])('%s is damaged', async (_, changes) => {
    const home = temporaryFolder({ [`gate/${id}.json`]: JSON.stringify({ ...accepted, ...changes }) })
    expect(await readAccepted(home, id)).toBe('damaged')
  })

  it.each(['', 'null', '[]', '{', '"x"', '\0'])('that holds %j is damaged', async (content) => {
    expect(await readAccepted(temporaryFolder({ [`gate/${id}.json`]: content }), id)).toBe('damaged')
  })

  it('that is no file is damaged, and no id leads out of its folder', async () => {
    const home = temporaryFolder({ [`gate/${id}.json/x`]: '', 'x.json': '' })
    expect(await readAccepted(home, id)).toBe('damaged')
    expect(await readAccepted(home, '../x')).toBe('damaged')
  })

  const word = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme-ascii' }).filter((text) => text.trim() !== '')
  const paths = fc.array(fc.constantFrom('src/**', '*.md', 'a b/{c,d}.ts'), { maxLength: 3 })
  const common = { required: fc.boolean(), paths, title: word }
  const criterion = fc.oneof(
    fc.record(
      {
        run: fc.array(word, { minLength: 1, maxLength: 4 }),
        env: fc.dictionary(fc.constantFrom('A', 'CI', 'TZ'), fc.string({ maxLength: 9, unit: 'grapheme-ascii' }), {
          noNullPrototype: true,
        }),
        timeout_seconds: fc.integer({ min: 1, max: 3_600 }),
        min_tests: fc.oneof(fc.integer({ min: 1, max: 1_000_000 }), fc.constant('keep')),
        counts: fc.constantFrom('auto', 'none', 'junit:out/x.xml'),
        writes: fc.boolean(),
        ...common,
      },
      { requiredKeys: ['run'] },
    ),
    fc.record({ kind: fc.constantFrom('git_clean', 'human'), ...common }, { requiredKeys: ['kind'] }),
    fc.record({ kind: fc.constant('forbid'), patterns: fc.constant(['<<<<<<<']), ...common }, { requiredKeys: ['kind', 'patterns'] }),
    fc.record(
      {
        kind: fc.constant('fact'),
        fact: word,
        op: fc.constantFrom('eq', 'lte'),
        value: fc.oneof(
          word,
          fc.boolean(),
          fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }).map((value) => value || 0),
        ),
        ...common,
      },
      { requiredKeys: ['kind', 'fact', 'op', 'value'] },
    ),
  )
  const policy = fc.record(
    {
      version: fc.constant(1),
      mode: fc.constantFrom(...modes),
      max_blocks: fc.integer({ min: 1, max: 7 }),
      strict_reasons: fc.boolean(),
      protected: paths,
      criteria: fc.array(criterion, { maxLength: 4 }).map((all) => all.map((one, index) => ({ id: `c${index}`, ...one }))),
    },
    { requiredKeys: ['version'] },
  )

  it('of any policy that is read comes back as it was', async () => {
    const home = temporaryFolder()
    await fc.assert(
      fc.asyncProperty(policy, async (written) => {
        const text = stringify(written, { aliasDuplicateObjects: false })
        expect(readPolicy(text)).toHaveProperty('policy')
        const kept = acceptedOf(text)
        await writeAccepted(home, kept)
        expect(await readAccepted(home, id)).toEqual(kept)
      }),
      { numRuns: 40 },
    )
  })
})

describe('the state of a policy', () => {
  const file = { text: accepted.text, hash: accepted.hash }
  const other = { text: '', hash: hashOfPolicy('') }
  const unreadable = { unreadable: 'is not UTF-8' }

  it.each([
    ['no file and nothing accepted', undefined, undefined, 'absent'],
    ['a file that nobody accepted', undefined, file, 'unaccepted'],
    ['a file that cannot be read', undefined, unreadable, 'unaccepted'],
    ['the accepted file', accepted, file, 'accepted'],
    ['an edited file', accepted, other, 'changed'],
    ['a broken file', accepted, unreadable, 'changed'],
    ['a deleted file', accepted, undefined, 'changed'],
    ['a damaged copy', 'damaged', file, 'unaccepted'],
    ['a damaged copy and no file', 'damaged', undefined, 'absent'],
  ] as const)('of %s is known', (_, accepted, file, state) => {
    expect(policyState({ accepted, file })).toBe(state)
  })
})

describe('LOOP_GATE_ACCEPT', () => {
  const file = { text: 'version: 1', hash: hashOfPolicy('version: 1') }

  it('accepts the file with its hash and no other', () => {
    expect(acceptedByEnvironment(file, { LOOP_GATE_ACCEPT: file.hash })).toMatchObject({ policy: { version: 1, mode: 'shadow' } })
    expect(acceptedByEnvironment(file, { LOOP_GATE_ACCEPT: ` ${file.hash.toUpperCase()}\n` })).toHaveProperty('policy')
    for (const LOOP_GATE_ACCEPT of [undefined, '', hashOfPolicy('x'), file.hash.slice(1)])
      expect(acceptedByEnvironment(file, { LOOP_GATE_ACCEPT })).toBeUndefined()
  })

  it('does not make a wrong file right', () => {
    const wrong = { text: 'version: 2', hash: hashOfPolicy('version: 2') }
    expect(acceptedByEnvironment(wrong, { LOOP_GATE_ACCEPT: wrong.hash })).toMatchObject({ faults: [{ line: 1, key: 'version' }] })
  })
})
