import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Receipt } from '../receipt.ts'
import { type Known, verdictNow } from './verdict.ts'

const now = new Date('2030-01-02T00:00:00.000Z')
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString()
const rule = { max_age_minutes: 60 }

const receipt = (change: Partial<Receipt> = {}): Receipt => ({
  id: 'rc_1',
  kind: 'criterion',
  criterion_id: 'test',
  command: ['npm', 'test'],
  command_hash: 'command',
  policy_hash: 'policy',
  cwd: '.',
  digest_before: 'd1:all',
  digest_after: 'd1:all',
  scope_digest: 'd1:now',
  head: null,
  started_at: before(2),
  finished_at: before(1),
  duration_ms: 60_000,
  exit_code: 0,
  signal: null,
  verdict: 'passed',
  reason: null,
  counts: null,
  output_bytes: 0,
  output_sha256: '',
  output_tail: '',
  changed_paths: [],
  actor: 'implementer-local',
  session_id: null,
  client: null,
  origin: 'cli',
  ...change,
})
const failed = (change: Partial<Receipt> = {}) => receipt({ id: 'rc_failed', verdict: 'failed', reason: 'exit_code', ...change })

const judge = (receipts: readonly Receipt[], known: Partial<Known> = {}) =>
  verdictNow(rule, { receipts, scopeDigest: 'd1:now', commandHash: 'command', now, ...known })

describe('a criterion', () => {
  it('passes by a receipt for the files that are there now', () => {
    expect(judge([receipt()])).toEqual({ verdict: 'passed', reason: null, receiptId: 'rc_1' })
    expect(judge([receipt({ kind: 'provider' })]).verdict).toBe('passed')
  })

  it.each<[string, string, string | null, readonly Receipt[]]>([
    ['that never ran', 'not_measured', 'never_ran', []],
    ['that only ran by the way', 'not_measured', 'never_ran', [receipt({ kind: 'adhoc' })]],
    ['whose files changed', 'stale', 'files_changed', [receipt({ scope_digest: 'd1:then' })]],
    ['whose files had no digest', 'stale', 'files_changed', [receipt({ scope_digest: null })]],
    ['whose command changed', 'stale', 'command_changed', [receipt({ command_hash: 'other' })]],
    ['whose command and files changed', 'stale', 'command_changed', [receipt({ command_hash: 'other', scope_digest: 'd1:then' })]],
    ['that passed too long ago', 'not_measured', 'too_old', [receipt({ finished_at: before(61) })]],
    ['that passed just long enough ago', 'passed', null, [receipt({ finished_at: before(60) })]],
    ['that failed long ago', 'failed', 'exit_code', [failed({ finished_at: before(61) })]],
    ['that passed, then failed on the same files', 'failed', 'exit_code', [failed(), receipt()]],
    ['that failed, then passed on the same files', 'passed', null, [receipt(), failed()]],
    ['that passed, failed on other files, and has its files back', 'passed', null, [failed({ scope_digest: 'd1:then' }), receipt()]],
    ['that timed out', 'not_measured', 'timed_out', [receipt({ verdict: 'not_measured', reason: 'timed_out' }), receipt()]],
    ['that ran no tests', 'skipped', 'no_tests_ran', [receipt({ verdict: 'skipped', reason: 'no_tests_ran' })]],
  ])('%s is %s: %s', (_, verdict, reason, receipts) => {
    expect(judge(receipts)).toMatchObject({ verdict, reason })
  })

  it('with too many files is not measured, whatever ran', () => {
    const known = { scopeDigest: null }
    expect(judge([receipt({ scope_digest: null })], known)).toMatchObject({ verdict: 'not_measured', reason: 'workspace_too_large' })
  })

  it('names the receipt that decided, also if it is stale', () => {
    expect(judge([failed(), receipt()]).receiptId).toBe('rc_failed')
    expect(judge([failed({ scope_digest: 'd1:then' })]).receiptId).toBe('rc_failed')
    expect(judge([]).receiptId).toBeNull()
  })
})

describe('whatever the receipts', () => {
  const anyReceipt = fc.record({
    id: fc.uuid(),
    kind: fc.constantFrom('criterion' as const, 'adhoc' as const, 'provider' as const, 'human' as const),
    command_hash: fc.constantFrom('command', 'other', null),
    scope_digest: fc.constantFrom('d1:now', 'd1:then', null),
    verdict: fc.constantFrom('passed' as const, 'failed' as const, 'skipped' as const, 'not_measured' as const),
    minutes: fc.integer({ min: 0, max: 120 }),
  })
  const history = fc
    .array(anyReceipt, { maxLength: 12 })
    .map((all) =>
      all.sort((x, y) => x.minutes - y.minutes).map(({ minutes, ...rest }) => receipt({ ...rest, finished_at: before(minutes) })),
    )
  const isProof = ({ kind, command_hash, scope_digest }: Receipt) =>
    (kind === 'criterion' || kind === 'provider') && command_hash === 'command' && scope_digest === 'd1:now'

  // A failure names the seed and the path that repeat it.
  const holds = (check: (receipts: Receipt[]) => void) => {
    const property = fc.property(history, (receipts) => void check(receipts))
    fc.assert(property, { numRuns: 500 })
  }

  it('a newer pass for this content never makes it worse', () => {
    holds((receipts) => expect(judge([receipt({ finished_at: before(0) }), ...receipts]).verdict).toBe('passed'))
  })

  it('one of other content or of another command never counts as passed', () => {
    holds((receipts) => expect(judge(receipts.filter((one) => !isProof(one))).verdict).not.toBe('passed'))
  })

  it('an older one never overrules a newer one', () => {
    holds((receipts) => {
      const decisive = receipts.findIndex(isProof)
      if (decisive >= 0) expect(judge(receipts)).toEqual(judge(receipts.slice(0, decisive + 1)))
    })
  })

  it('what passes has a fresh pass as its newest proof', () => {
    holds((receipts) => {
      const { verdict, receiptId } = judge(receipts)
      const newest = receipts.find(isProof)
      if (verdict === 'passed') expect(newest).toMatchObject({ id: receiptId, verdict: 'passed' })
    })
  })
})
