import { utimesSync } from 'node:fs'
import { join } from 'node:path'
import { defineModule, type Fact } from 'loop-core'
import { digestWorkspace } from 'loop-core/workspace'
import { expect, it } from 'vitest'
import { describeGate, type Gated } from '../fixtures/gated.ts'
import { enforced, fresh, known, saying, stale } from '../fixtures/judged.ts'
import { workspaceId } from '../policy/workspace.ts'
import { insertWaiver } from '../storage/waivers.ts'

/** What a runner prints. */
const tests = (passed: number, failed = 0) =>
  `Test Suites: 1 total\nTests:       ${failed} failed, ${passed} passed, ${passed + failed} total\nRan all test suites.\n`

describeGate('the tests that a check counts', (make) => {
  it('23. decide beside its exit code', async () => {
    const gated = await saying(make, ', min_tests: 2')
    const run = async (output: string) => {
      gated.say(output)
      return (await gated.call('run_checks', { rerun: true })).receipts[0]
    }
    expect(await run(tests(0))).toMatchObject({ verdict: 'skipped', reason: 'no_tests_ran' })
    expect((await gated.stop()).reason).toContain('Check ran no tests')
    expect(await run(tests(2, 1))).toMatchObject({ verdict: 'failed', reason: 'counts_contradict_exit', exit_code: 0 })
    expect(await run(tests(1))).toMatchObject({ verdict: 'failed', reason: 'too_few_tests', counts: { passed: 1 } })
    expect(await run('all good\n')).toMatchObject({ verdict: 'not_measured', reason: 'counts_unreadable', counts: null })
    expect(await run(tests(2))).toMatchObject({ verdict: 'passed', counts: { passed: 2, failed: 0, skipped: 0 } })
    expect(await gated.stop({ prompt_id: 'p2' })).toEqual({})
  })

  it('may not become fewer where the policy keeps them, by the best of the last five runs', async () => {
    const gated = await saying(make, ', min_tests: keep')
    const run = async (passed: number) => {
      gated.say(tests(passed))
      return (await gated.call('run_checks', { rerun: true })).receipts[0]
    }
    expect(await run(3)).toMatchObject({ verdict: 'passed' })
    expect(await run(2)).toMatchObject({ verdict: 'failed', reason: 'fewer_tests' })
    expect(await run(4)).toMatchObject({ verdict: 'passed' })
    for (let count = 0; count < 6; count++) expect(await run(3)).toMatchObject({ verdict: 'failed', reason: 'fewer_tests' })
  })

  it('may not become fewer by a failing one that is gone', async () => {
    const gated = await saying(make, ', min_tests: keep')
    gated.say(tests(2, 1))
    expect(await gated.call('run_checks')).toMatchObject({ receipts: [{ reason: 'counts_contradict_exit' }] })
    gated.say(tests(2))
    expect(await gated.call('run_checks')).toMatchObject({ receipts: [{ verdict: 'failed', reason: 'fewer_tests' }] })
  })

  it('are read in a JUnit file that the run wrote, not in one that was there before', async () => {
    const gated = await saying(make, ', min_tests: 1, counts: "junit:report.xml"', 'report.xml\n')
    gated.say(tests(9))
    gated.write('report.xml', '<testsuite><testcase name="a"/></testsuite>\n')
    const longAgo = new Date('2020-01-01T00:00:00.000Z')
    utimesSync(join(gated.root, 'report.xml'), longAgo, longAgo)
    expect(await gated.call('run_checks')).toMatchObject({ receipts: [{ reason: 'counts_unreadable' }] })
    gated.write(
      'check.sh',
      'echo "<testsuite><testcase name=\\"a\\"/><testcase name=\\"b\\"><skipped/></testcase></testsuite>" > report.xml\n',
    )
    expect(await gated.call('run_checks')).toMatchObject({
      receipts: [{ verdict: 'passed', counts: { passed: 1, failed: 0, skipped: 1 } }],
    })
  })
})

describeGate('a criterion without a command', (make) => {
  it('git_clean holds a stop while anything is not committed', async () => {
    const gated = await make()
    await gated.accept(enforced('id: clean, kind: git_clean'))
    expect((await gated.stop()).reason).toContain('there are changes that are not committed')
    gated.git('add', '-A')
    expect((await gated.stop({ prompt_id: 'p2' })).decision).toBe('block')
    gated.git('commit', '-qm', 'all')
    expect(await gated.stop({ prompt_id: 'p3' })).toEqual({})
  })

  it('forbid looks only at files that differ from the commit at which the session began, or are untracked', async () => {
    const gated = await make({ 'old.test.ts': 'it.only(1)\n', 'new.test.ts': 'it(1)\n' })
    await gated.accept(enforced('id: focus, kind: forbid, patterns: [".only("], paths: ["**/*.ts"]'))
    await gated.begin()
    gated.write('new.test.ts', 'it(2)\n')
    expect(await known(gated)).toMatchObject({ ...fresh, due: true })
    gated.write('new.test.ts', 'it.only(2)\n')
    gated.git('commit', '-qam', 'the text is in a commit since then')
    expect(await known(gated)).toMatchObject({ verdict: 'failed', reason: 'forbidden_text' })
    gated.write('new.test.ts', 'it(2)\n')
    gated.write('other.test.ts', 'it.only(3)\n')
    expect((await gated.stop()).reason).toContain('a changed file holds a text that the policy forbids')
    gated.remove('other.test.ts')
    expect(await gated.stop()).toEqual({})
  })

  it('forbid does not find its own patterns in the policy', async () => {
    const gated = await make()
    await gated.accept(enforced('id: markers, kind: forbid, patterns: ["<<<<<<<"]'))
    expect(await known(gated)).toMatchObject(fresh)
  })

  it('forbid says nothing about more than 200 files', async () => {
    const gated = await make()
    await gated.accept(enforced('id: markers, kind: forbid, patterns: ["<<<<<<<"], paths: ["many/**"]'))
    await gated.begin()
    for (let index = 0; index <= 200; index++) gated.write(`many/${index}.txt`, 'text\n')
    expect(await known(gated)).toMatchObject({ verdict: 'not_measured', reason: 'workspace_too_large' })
  })

  it('human needs the word of a person for exactly these files', async () => {
    const gated = await make()
    await gated.accept(enforced('id: looked, kind: human, title: Somebody looked at it'))
    expect((await gated.stop()).reason).toContain('Ask the person to run: loop-gate criterion confirm looked.')
    await say(gated, 'confirmed', 'looked')
    expect(await known(gated)).toMatchObject(fresh)
    gated.write('a.txt', 'two\n')
    expect(await known(gated)).toMatchObject({ verdict: 'not_measured', reason: 'not_confirmed' })
  })

  it('of any kind need not hold where a person waived it for these files, and is passed rather than waived where it holds', async () => {
    const gated = await saying(make)
    gated.say('', 1)
    await gated.call('run_checks')
    await say(gated, 'waived', 'test')
    expect(await known(gated)).toMatchObject({ verdict: 'waived', reason: null })
    gated.say('', 0)
    await gated.call('run_checks', { rerun: true })
    expect(await known(gated)).toMatchObject(fresh)
    gated.say('', 1)
    await gated.call('run_checks', { rerun: true })
    gated.write('a.txt', 'two\n')
    expect(await known(gated)).toMatchObject(stale)
  })
})

/** Writes down what a person says of a criterion for the present files. */
async function say({ loop, root }: Gated, kind: 'waived' | 'confirmed', criterion_id: string): Promise<void> {
  const { digest } = await digestWorkspace(root)
  const workspace_id = workspaceId(root)
  const about = { id: `wv_${workspace_id}`, workspace_id, criterion_id, scope_digest: digest, until: null }
  const waiver = { ...about, kind, reason: 'A person says so', by: 'owner', at: '2026-01-05T12:00:00.000Z' }
  await loop.application.storage.transaction('local', 'write', (db) => insertWaiver(db as never, waiver))
}

let facts: Fact[] = []
const fact = (change: Partial<Fact> = {}): Fact => ({
  name: 'queue.ready_count',
  value: 0,
  subject: 'queue',
  actor: 'somebody-else',
  at: '2026-01-05T12:00:00.000Z',
  ...change,
})
const queue = defineModule({ name: 'queue', title: 'Queue', operations: [], evidence: async () => facts })

describeGate(
  'a criterion about what another module knows',
  (make) => {
    const ready = enforced('id: ready, kind: fact, fact: queue.ready_count, op: lte, value: 0')

    it('is judged by the facts of others alone', async () => {
      const gated = await make()
      await gated.accept(ready)
      const say = async (...all: Fact[]) => {
        facts = all
        return known(gated)
      }
      expect(await say()).toMatchObject({ verdict: 'not_measured', reason: 'no_fact' })
      expect(await say(fact())).toMatchObject(fresh)
      expect(await say(fact({ value: 2 }))).toMatchObject({ verdict: 'failed', reason: 'fact_differs' })
      expect(await say(fact({ value: '0' }))).toMatchObject({ verdict: 'failed', reason: 'fact_differs' })
      expect(await say(fact({ actor: 'implementer-local' }))).toMatchObject({ reason: 'no_fact' })
    })

    it('counts a fact about other files as out of date', async () => {
      const gated = await make()
      await gated.accept(ready)
      facts = [fact({ digest: 'd1:other' })]
      expect(await known(gated)).toMatchObject(stale)
      const { digest } = await digestWorkspace(gated.root)
      facts = [fact({ digest: digest! })]
      expect(await known(gated)).toMatchObject(fresh)
      expect(await gated.stop()).toEqual({})
    })
  },
  { others: [queue] },
)
