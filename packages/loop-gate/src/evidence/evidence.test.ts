import { defineModule, type Fact, operation } from 'loop-core'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { describeGate } from '../fixtures/gated.ts'

/** What the other module knows now. */
let facts: Fact[] = []
const other = defineModule({
  name: 'runtime',
  title: 'Runtime',
  evidence: async () => facts,
  operations: [
    operation({
      name: 'ask',
      title: 'Ask',
      summary: 'Ask what is known.',
      kind: 'read',
      roles: ['user'],
      input: z.object({ workspace: z.string().max(4_096).optional() }),
      output: z.object({ facts: z.array(z.looseObject({ name: z.string() })) }),
      run: async (subject, { evidence }) => ({ facts: (await evidence(subject)) as never }),
    }),
  ],
})

const policy = (criterion = '{ id: test, run: [node, check.mjs], on_stop: require }') =>
  `version: 1\nmode: enforce\ncriteria:\n  - ${criterion}\n`
const at = '2026-01-05T11:59:00.000Z'
const report = {
  task_summary: 'Mend it',
  work_done: 'Read the code. Changed it.',
  stopping_reason: 'task_complete',
  verification_done: true,
}

describeGate(
  'evidence',
  (make) => {
    it('is offered of a folder: its criteria by their receipts, the last complete decision, and open gaps', async () => {
      facts = []
      const { accept, call, begin, stop, write, root } = await make({ 'check.mjs': '\n' })
      const own = async (subject = {}) => (await call('ask', subject)).facts.filter(({ name }: Fact) => name.startsWith('gate.'))
      expect(await own()).toEqual([])
      await accept(policy())
      await begin()
      write('a.txt', 'two\n')
      const { receipts } = await call('run_checks')
      await stop()
      const { digest, workspace } = await call('get_gate_status')
      const { id: decision_id } = await call('get_decision', { id: 'last' })
      const fact = { subject: workspace.id, at: expect.any(String) }
      expect(await own()).toEqual([
        {
          ...fact,
          name: 'gate.criterion.test',
          value: 'passed',
          actor: 'implementer-local',
          digest,
          details: { receipt_id: receipts[0].id },
        },
        { ...fact, name: 'gate.complete', value: true, actor: 'gate', digest, details: { decision_id, profile: 'evidence', door: 'http' } },
        { ...fact, name: 'gate.open_gaps', value: 0, actor: 'gate', details: { criteria: '' } },
      ])
      expect(await own({ workspace: root })).toHaveLength(3)
      expect(await own({ workspace: workspace.id })).toHaveLength(3)
      expect(await own({ workspace: 'default' })).toEqual([])
    })

    it('of another module decides a fact criterion, unless it is about other files or found out by the caller', async () => {
      facts = []
      const { accept, call, write } = await make()
      await accept(policy('{ id: story, kind: fact, fact: ctl.story_verified, op: eq, value: true }'))
      const { digest } = await call('get_gate_status')
      const fact: Fact = { name: 'ctl.story_verified', value: true, subject: 's', actor: 'reviewer', at }
      const judged = async (...some: Fact[]) => {
        facts = some
        const [{ verdict, reason }] = (await call('get_gate_status')).criteria
        return [verdict, reason]
      }
      expect(await judged()).toEqual(['not_measured', 'no_fact'])
      expect(await judged(fact)).toEqual(['passed', null])
      expect(await judged({ ...fact, actor: 'implementer-local' })).toEqual(['not_measured', 'no_fact'])
      expect(await judged({ ...fact, value: false })).toEqual(['failed', 'fact_differs'])
      expect(await judged({ ...fact, digest })).toEqual(['passed', null])
      write('a.txt', 'two\n')
      expect(await judged({ ...fact, digest })).toEqual(['stale', 'files_changed'])
    })

    it('of a check that ran elsewhere on exactly these files is a receipt, once', async () => {
      facts = []
      const { accept, call, write, receipts, root } = await make()
      await accept(policy())
      const { digest } = await call('get_gate_status')
      const details = {
        argv: '["node","check.mjs"]',
        exit: 0,
        outcome: 'passed',
        digest_before: digest,
        digest_after: digest,
        receipt_id: 'r1',
      }
      const check: Fact = { name: 'runtime.check', value: 'passed', subject: root, actor: 'implementer-local', at, details }
      facts = [check]
      for (let time = 1; time <= 2; time++)
        expect(await call('should_continue', report)).toMatchObject({ approved: true, outcome: 'complete' })
      const [receipt, ...more] = await receipts()
      expect([receipt, more]).toMatchObject([{ kind: 'provider', verdict: 'passed', finished_at: at, criterion_id: 'test' }, []])
      expect(await call('get_receipt', { id: receipt.id })).toMatchObject({ kind: 'provider', exit_code: 0 })
      expect(await call('run_checks')).toMatchObject({ receipts: [{ id: receipt.id, reused: true }] })
      facts = [{ ...check, at: '2026-01-05T11:59:30.000Z', details: { ...details, exit: 1, outcome: 'failed', receipt_id: 'r2' } }, check]
      expect(await call('get_gate_status')).toMatchObject({ criteria: [{ verdict: 'failed', reason: 'exit_code' }] })
      write('a.txt', 'two\n')
      expect(await call('get_gate_status')).toMatchObject({ criteria: [{ verdict: 'stale', reason: 'files_changed' }] })
    })

    it.each([
      ['another command', { argv: '["node","other.mjs"]' }, undefined],
      ['a run during which files changed', { digest_before: 'd1:other' }, undefined],
      ['a run that did not end', { outcome: 'timeout' }, undefined],
      ['a check that asks for a number of tests', {}, '{ id: test, run: [node, check.mjs], on_stop: require, min_tests: 1 }'],
    ])('of %s proves nothing', async (_, changed, criterion) => {
      facts = []
      const { accept, call, root } = await make()
      await accept(policy(criterion))
      const { digest } = await call('get_gate_status')
      const details = { argv: '["node","check.mjs"]', exit: 0, outcome: 'passed', digest_before: digest, digest_after: digest, ...changed }
      facts = [{ name: 'runtime.check', value: 'passed', subject: root, actor: 'runtime', at, details }]
      expect(await call('get_gate_status')).toMatchObject({ criteria: [{ verdict: 'not_measured', reason: 'never_ran' }] })
    })
  },
  { others: [other] },
)
