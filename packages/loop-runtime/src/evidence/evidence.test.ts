import type { EvidenceSubject } from 'loop-core'
import { expect, it } from 'vitest'
import { asking } from '../fixtures/asking.ts'
import { describeServed, type Served } from '../fixtures/served.ts'

async function known({ call }: Served, name: string, subject: EvidenceSubject = {}) {
  const { facts } = await call('ask_evidence', subject)
  return facts.filter((fact: { name: string }) => fact.name === name)
}

describeServed(
  'what the runtime knows',
  (make) => {
    it('is the newest run of each command, with the files on which it ran', async () => {
      const served = make({ LOOP_RUNTIME_TYPECHECK_COMMAND: 'grep -q fixed a.txt && true' })
      expect(await known(served, 'runtime.check')).toEqual([])
      await served.call('repo_run_tests')
      served.write('a.txt', 'fixed\n')
      await served.call('repo_run_typecheck')
      const { receiptId, digest } = await served.call('repo_run_tests')
      const [tests, typecheck, ...more] = await known(served, 'runtime.check', { workspace: served.root })
      expect(tests).toMatchObject({ value: 'passed', subject: served.root, actor: 'implementer-local', digest })
      expect(tests.details).toEqual({
        ...{ name: 'tests', command: 'sh check.sh', argv: '["sh","check.sh"]', exit: 0, outcome: 'passed' },
        ...{ digest_before: digest, digest_after: digest, receipt_id: receiptId, sandbox: 'none', cwd: '.' },
      })
      expect([typecheck.details.name, typecheck.details.argv, more]).toEqual(['typecheck', undefined, []])
    })

    it('is the runs of a folder, or of a piece of work', async () => {
      const served = make()
      const run_id = await served.begin({ work_ref: 'US-7' })
      const fact = { value: 'waiting_host', subject: 'US-7', details: { run_id, status: 'waiting_host', work_ref: 'US-7' } }
      expect(await known(served, 'runtime.run', { task: 'US-7' })).toMatchObject([fact])
      expect(await known(served, 'runtime.run', { workspace: 'default' })).toMatchObject([fact])
      expect(await known(served, 'runtime.run', { task: 'US-8' })).toEqual([])
      expect(await known(served, 'runtime.run', { workspace: 'ws_of_another' })).toEqual([])
    })
  },
  [asking],
)
