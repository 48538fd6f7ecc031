import { describe, expect, it } from 'vitest'
import type { Gate } from '../gate.ts'
import { commandHash } from '../judge/command-hash.ts'
import type { CommandCriterion, Criterion } from '../policy/policy.ts'
import type { ReceiptRow, WaiverRow } from '../storage/tables.ts'
import { type Kept, type Measuring, statesOf } from './states.ts'

const now = '2030-01-02T00:00:00.000Z'
const test: CommandCriterion = {
  id: 'test',
  title: 'Tests',
  required: true,
  paths: [],
  kind: 'command',
  run: ['npm', 'test'],
  cwd: '.',
  env: {},
  timeout_seconds: 300,
  on_stop: 'run',
  min_tests: null,
  counts: 'auto',
  writes: false,
  max_age_minutes: 60,
}
const human: Criterion = { id: 'looked', title: 'Looked at', required: true, paths: [], kind: 'human' }

const receipt = (change: Partial<ReceiptRow> = {}) =>
  ({
    id: 'rc_1',
    kind: 'criterion',
    criterion_id: 'test',
    command: '["npm","test"]',
    command_hash: commandHash(test),
    scope_digest: 'd1:now',
    finished_at: now,
    exit_code: 0,
    verdict: 'passed',
    reason: null,
    counts: null,
    session: 's1',
    ...change,
  }) as ReceiptRow
const failed = (change: Partial<ReceiptRow> = {}) => receipt({ verdict: 'failed', reason: 'exit_code', exit_code: 2, ...change })
const said = (change: Partial<WaiverRow>) =>
  ({ criterion_id: 'test', kind: 'waived', scope_digest: null, until: null, ...change }) as WaiverRow

interface Known {
  criterion?: Criterion
  receipts?: ReceiptRow[]
  waivers?: WaiverRow[]
  /** The content at the beginning; null where none was heard of. */
  began?: string | null
}

async function stateOf({ criterion = test, receipts = [], waivers = [], began = 'd1:then' }: Known) {
  const scopes = { test: 'd1:now', looked: 'd1:now' }
  const baseline = began === null ? undefined : { scopes: { test: began, looked: began } }
  const measuring = {
    policy: { criteria: [criterion] },
    look: { scopes },
    baseline,
    session: 's1',
    gate: { now: () => new Date(now) } as Gate,
  }
  const kept: Kept = { receipts: new Map([['test', receipts]]), waivers, provided: [] }
  const [state] = await statesOf(measuring as unknown as Measuring, kept)
  return state!
}

describe('a criterion matters', () => {
  it.each<[string, boolean, Known]>([
    ['where its files changed', true, {}],
    ['where no beginning is known', true, { began: null }],
    ['not where they are as they were', false, { began: 'd1:now' }],
    ['where it failed last in this session', true, { began: 'd1:now', receipts: [failed()] }],
    ['not where it failed in another session', false, { began: 'd1:now', receipts: [failed({ session: 's2' })] }],
    ['not where it passed after it had failed', false, { began: 'd1:now', receipts: [receipt({ id: 'rc_2' }), failed()] }],
  ])('%s', async (_, due, known) => {
    expect((await stateOf(known)).due).toBe(due)
  })
})

describe('what is said of a criterion', () => {
  it('is the receipt for these files, with exit code and counts where it failed', async () => {
    expect(await stateOf({ receipts: [receipt()] })).toEqual({
      id: 'test',
      title: 'Tests',
      required: true,
      due: true,
      verdict: 'passed',
      reason: null,
      receipt_id: 'rc_1',
    })
    const counts = '{"passed":3,"failed":1,"skipped":0}'
    expect((await stateOf({ receipts: [failed({ counts })] })).detail).toBe('exit 2; 3 passed, 1 failed, 0 skipped')
  })

  it('keeps still about how a run on other files ended', async () => {
    const state = await stateOf({ receipts: [failed({ scope_digest: 'd1:then' })] })
    expect(state).toMatchObject({ verdict: 'stale', reason: 'files_changed' })
    expect(state).not.toHaveProperty('detail')
  })

  it.each<[string, string, Partial<WaiverRow>]>([
    ['for these files', 'waived', { scope_digest: 'd1:now' }],
    ['until later', 'waived', { until: '2030-01-03T00:00:00.000Z' }],
    ['for other files', 'failed', { scope_digest: 'd1:then' }],
    ['until now', 'failed', { until: now }],
    ['of another criterion', 'failed', { criterion_id: 'other', scope_digest: 'd1:now' }],
    ['as confirmed', 'failed', { kind: 'confirmed', scope_digest: 'd1:now' }],
  ])('by a person, %s, makes a failure %s', async (_, verdict, change) => {
    expect((await stateOf({ receipts: [failed()], waivers: [said(change)] })).verdict).toBe(verdict)
  })

  it('by a person is not needed where it passed', async () => {
    expect((await stateOf({ receipts: [receipt()], waivers: [said({ scope_digest: 'd1:now' })] })).verdict).toBe('passed')
  })

  it('by a person alone is the word for exactly these files', async () => {
    const confirmed = (scope_digest: string) => [said({ criterion_id: 'looked', kind: 'confirmed', scope_digest })]
    expect(await stateOf({ criterion: human, waivers: confirmed('d1:now') })).toMatchObject({ verdict: 'passed', reason: null })
    const other = await stateOf({ criterion: human, waivers: confirmed('d1:then') })
    expect(other).toMatchObject({ verdict: 'not_measured', reason: 'not_confirmed' })
  })
})
