import { chmodSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { describeGate, type Gated } from '../fixtures/gated.ts'
import { enforced, fresh, known, saying, stale } from '../fixtures/judged.ts'

type Make = (files?: Readonly<Record<string, string>>) => Promise<Gated>

const required = (more = '') => enforced(`id: test, run: [sh, check.sh], on_stop: require${more}`)

/** A repository whose only check has passed on its present files. */
async function proved(make: Make, more = ''): Promise<Gated> {
  const gated = await make({ 'check.sh': 'exit 0\n', 'src/a.txt': 'one\n', '.gitignore': 'build/\n' })
  await gated.accept(required(more))
  expect(await gated.call('run_checks')).toMatchObject({ all_passed: true })
  return gated
}

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
    const gated = await proved(make, ', paths: ["src/**"]')
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
    expect(await gated.call('run_checks')).toMatchObject({ receipts: [{ ...changed, changed_paths: ['src/a.txt'] }] })
    expect((await gated.stop()).reason).toContain('Check out of date')
    const writer = await make({ ...files, 'src/a.txt': 'one\n' })
    await writer.accept(required(', writes: true'))
    await writer.call('run_checks')
    expect(await known(writer)).toMatchObject(fresh)
    expect(await writer.stop()).toEqual({})
  })

  it('names at most ten of the files that changed during the run, and no other than its own', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `src/${String.fromCharCode(97 + index)}.txt`)
    const gated = await make({
      'src/x.txt': '',
      'check.sh': `echo > aside.txt; rm src/x.txt; for each in ${names.join(' ')}; do echo > $each; done`,
    })
    await gated.accept(required(', paths: ["src/**"]'))
    const { receipts } = await gated.call('run_checks')
    expect(receipts[0].changed_paths).toEqual(names.slice(0, 10))
    expect((await gated.call('get_receipt', { id: receipts[0].id })).changed_paths).toEqual(names.slice(0, 10))
    const odd = await make({ 'check.sh': "printf x > 'a\u001b[2J\u202e.txt'" })
    await odd.accept(required())
    expect((await odd.call('run_checks')).receipts[0].changed_paths).toEqual(['a?[2J?.txt'])
  })

  it('27. is out of date once a person accepted another command', async () => {
    const gated = await proved(make)
    await gated.accept(enforced('id: test, run: [sh, check.sh, harder], on_stop: require'))
    expect(await known(gated)).toMatchObject({ verdict: 'stale', reason: 'command_changed' })
    expect((await gated.stop()).reason).toContain('the policy now asks for another command')
  })

  it('ends with its time', async () => {
    const gated = await proved(make, ', max_age_minutes: 5')
    gated.loop.pass(5 * 60_000)
    expect(await known(gated)).toMatchObject({ verdict: 'not_measured', reason: 'too_old' })
    expect((await gated.stop()).reason).toContain('it ran too long ago')
  })
})
