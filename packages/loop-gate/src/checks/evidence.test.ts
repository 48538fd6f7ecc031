import { chmodSync, symlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { defineModule, type Fact } from 'loop-core'
import { digestWorkspace } from 'loop-core/workspace'
import { expect, it } from 'vitest'
import { describeGate, type Gated } from '../fixtures/gated.ts'
import { workspaceId } from '../policy/workspace.ts'
import { insertWaiver } from '../storage/waivers.ts'

type Make = (files?: Readonly<Record<string, string>>) => Promise<Gated>

const report = { task_summary: 'Mend it', work_done: 'Read. Changed.', stopping_reason: 'task_complete', verification_done: true }

const enforced = (...criteria: string[]) => `version: 1\nmode: enforce\ncriteria:\n${criteria.map((each) => `  - { ${each} }\n`).join('')}`
const required = (more = '') => enforced(`id: test, run: [sh, check.sh], on_stop: require${more}`)

/** What is known of the first criterion, found out without running anything. */
async function known({ call }: Gated): Promise<Record<string, unknown>> {
  return (await call('should_continue', report)).criteria[0]
}

/** A repository whose only check has passed on its present files. */
async function proved(make: Make, files: Readonly<Record<string, string>> = {}, more = ''): Promise<Gated> {
  const gated = await make({ 'check.sh': 'exit 0\n', 'src/a.txt': 'one\n', '.gitignore': 'build/\n', ...files })
  await gated.accept(required(more))
  expect(await gated.call('run_checks')).toMatchObject({ all_passed: true })
  return gated
}

/** A repository whose only check prints and ends as its files say. */
async function saying(make: Make, more = '', ignored = ''): Promise<Gated & { say(output: string, code?: number): void }> {
  const gated = await make({ 'check.sh': 'cat said/output; exit `cat said/code`\n', '.gitignore': `said/\n${ignored}` })
  const say = (output: string, code = 0) => {
    gated.write('said/output', output)
    gated.write('said/code', `${code}`)
  }
  say('')
  await gated.accept(required(more))
  return { ...gated, say }
}

const stale = { verdict: 'stale', reason: 'files_changed' }
const fresh = { verdict: 'passed', reason: null }
/** What a runner prints. */
const tests = (passed: number, failed = 0) =>
  `Test Suites: 1 total\nTests:       ${failed} failed, ${passed} passed, ${passed + failed} total\nRan all test suites.\n`

describeGate('the proof that a check passed', (make) => {
  it('16. is out of date once one byte of a tracked file changed, and good again with the old content', async () => {
    const gated = await proved(make)
    expect(await known(gated)).toMatchObject(fresh)
    gated.write('src/a.txt', 'onf\n')
    expect(await known(gated)).toMatchObject(stale)
    gated.write('src/a.txt', 'one\n')
    expect(await known(gated)).toMatchObject(fresh)
  })

  it('17. is out of date with a new untracked file, and not with an ignored one', async () => {
    const gated = await proved(make)
    gated.write('build/out.txt', 'made\n')
    expect(await known(gated)).toMatchObject(fresh)
    gated.write('src/new.txt', 'new\n')
    expect(await known(gated)).toMatchObject(stale)
  })

  it('18. 19. holds when exactly that content is added and committed', async () => {
    const gated = await make({ 'check.sh': 'exit 0\n', 'src/a.txt': 'one\n' })
    await gated.accept(required())
    gated.write('src/a.txt', 'two\n')
    gated.write('src/b.txt', 'new\n')
    await gated.call('run_checks')
    gated.git('add', '-A')
    expect(await known(gated)).toMatchObject(fresh)
    gated.git('commit', '-qm', 'second')
    expect(await known(gated)).toMatchObject(fresh)
    expect(await gated.call('run_checks')).toMatchObject({ receipts: [{ reused: true }] })
  })

  it('20. is out of date with a file that became executable, a link with a new target and a file that is gone', async () => {
    const gated = await make({ 'check.sh': 'exit 0\n', 'src/a.txt': 'one\n' })
    const at = (path: string) => join(gated.root, path)
    symlinkSync('src/a.txt', at('link'))
    await gated.accept(required())
    gated.git('add', '-A')
    gated.git('commit', '-qm', 'link')
    await gated.call('run_checks')
    gated.executable('src/a.txt')
    expect(await known(gated)).toMatchObject(stale)
    chmodSync(at('src/a.txt'), 0o644)
    expect(await known(gated)).toMatchObject(fresh)
    gated.remove('link')
    symlinkSync('check.sh', at('link'))
    expect(await known(gated)).toMatchObject(stale)
    gated.git('checkout', '-q', 'link')
    gated.remove('src/a.txt')
    expect(await known(gated)).toMatchObject(stale)
  })

  it('21. holds when only files change that the criterion is not about', async () => {
    const gated = await proved(make, {}, ', paths: ["src/**"]')
    gated.write('README.md', 'read me\n')
    expect(await known(gated)).toMatchObject(fresh)
    gated.write('src/deep/b.txt', 'two\n')
    expect(await known(gated)).toMatchObject(stale)
  })

  it('24. is undone by a failure on the same files', async () => {
    const gated = await saying(make)
    expect(await gated.call('run_checks')).toMatchObject({ all_passed: true })
    gated.say('', 3)
    expect(await gated.call('run_checks', { rerun: true })).toMatchObject({ all_passed: false, receipts: [{ exit_code: 3 }] })
    expect(await known(gated)).toMatchObject({ verdict: 'failed', reason: 'exit_code', detail: 'exit 3' })
    expect((await gated.stop()).reason).toContain('Check failed: test: it ended with an error (exit 3).')
  })

  it('26. is none where a file changed during the run, unless the check may write', async () => {
    const files = { 'check.sh': 'echo more >> src/a.txt\n' }
    const gated = await make({ ...files, 'src/a.txt': 'one\n' })
    await gated.accept(required())
    const changed = { verdict: 'not_measured', reason: 'workspace_changed_during_run' }
    expect(await gated.call('run_checks')).toMatchObject({ receipts: [changed] })
    expect((await gated.stop()).reason).toContain('Check out of date')
    const writer = await make({ ...files, 'src/a.txt': 'one\n' })
    await writer.accept(required(', writes: true'))
    await writer.call('run_checks')
    expect(await known(writer)).toMatchObject(fresh)
    expect(await writer.stop()).toEqual({})
  })

  it('27. is out of date once a person accepted another command', async () => {
    const gated = await proved(make)
    await gated.accept(enforced('id: test, run: [sh, check.sh, harder], on_stop: require'))
    expect(await known(gated)).toMatchObject({ verdict: 'stale', reason: 'command_changed' })
    expect((await gated.stop()).reason).toContain('the policy now asks for another command')
  })

  it('ends with its time', async () => {
    const gated = await proved(make, {}, ', max_age_minutes: 5')
    gated.loop.pass(5 * 60_000)
    expect(await known(gated)).toMatchObject({ verdict: 'not_measured', reason: 'too_old' })
    expect((await gated.stop()).reason).toContain('it ran too long ago')
  })
})

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
    expect(await run(3)).toMatchObject({ verdict: 'failed', reason: 'fewer_tests' })
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
