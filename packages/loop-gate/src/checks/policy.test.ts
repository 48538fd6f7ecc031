import { existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { command } from '../fixtures/command-line.ts'
import { describeGate, type Gated } from '../fixtures/gated.ts'
import { hashOfPolicy } from '../policy/policy-file.ts'

const policy = (more = '') => `version: 1
mode: enforce
criteria:
  - { id: test, run: [node, check.mjs], min_tests: 1, paths: ["src/**"] }
${more}`
/** A check that leaves a trace beside itself, and never passes. */
const files = { 'check.mjs': "import { writeFileSync } from 'node:fs'\nwriteFileSync('ran', '')\nprocess.exit(1)\n", 'src/a.js': '1\n' }
const report = {
  task_summary: 'Mend it',
  work_done: 'Read the code. Changed it.',
  stopping_reason: 'task_complete',
  verification_done: true,
}
const hold = { decision: 'block' }

/** A repository whose own settings would run a program at any unprotected call of git, and whose `git` leaves a trace. */
function hostile({ root, write, executable }: Pick<Gated, 'root' | 'write' | 'executable'>): string {
  const trace = join(root, '.git/trace')
  for (const path of ['.git/hooks/post-index-change', '.git/hooks/pre-commit', '.git/monitor']) {
    write(path, `#!/bin/sh\ntouch '${trace}'\nprintf 'token\\0'\n`)
    executable(path)
  }
  write(
    '.git/config',
    `[core]\n\trepositoryformatversion = 0\n\tfsmonitor = ${join(root, '.git/monitor')}\n[filter "x"]\n\tclean = ${join(root, '.git/monitor')}\n`,
  )
  return trace
}

describeGate('a policy', (make) => {
  it('28. a fresh clone with a policy runs nothing and holds nobody until a person accepted it', async () => {
    const gated = await make({ ...files, '.loop/gate.yaml': policy(), '.gitattributes': '* filter=x\n' })
    const { root, call, refusal, stop, begin, decisions } = gated
    const trace = hostile(gated)
    expect(await begin()).toEqual({ systemMessage: expect.stringContaining('nobody accepted') })
    expect([await stop(), await stop({ prompt_id: 'p2' })]).toEqual([{}, {}])
    expect(await stop({ session_id: 'another' })).toEqual({ systemMessage: expect.stringContaining('loop-gate policy accept') })
    expect(await call('should_continue', report)).toMatchObject({ approved: true, profile: 'self-report', criteria: [], digest: null })
    expect(await refusal('run_checks')).toMatchObject({ code: 'policy_not_accepted' })
    expect([existsSync(trace), existsSync(join(root, 'ran')), await decisions()]).toEqual([false, false, []])

    await call('accept_policy', { hash: hashOfPolicy(policy()) })
    expect(await stop()).toMatchObject(hold)
    expect([existsSync(trace), existsSync(join(root, 'ran'))]).toEqual([false, true])
    // The trap is one: whoever asks git without protection runs it.
    gated.git('-c', 'core.hooksPath=/dev/null', 'status')
    expect(existsSync(trace)).toBe(true)
  })

  it('29. an agent does not accept a policy for itself, whatever it adds', async () => {
    const gated = await make({ ...files, '.loop/gate.yaml': policy() })
    for (const name of [
      'CLAUDECODE',
      'CLAUDE_CODE_SESSION_ID',
      'CODEX_THREAD_ID',
      'CODEX_SANDBOX',
      'GEMINI_CLI',
      'CURSOR_AGENT',
      'AI_AGENT',
    ]) {
      const refused = await command(gated, ['policy', 'accept', '--yes', '--json'], { typed: 'y\n', environment: { [name]: '1' } })
      expect(refused.exitCode).toBe(1)
      expect(refused.stderr + refused.stdout).toContain('self_accept_refused')
    }
    expect(await gated.refusal('run_checks')).toMatchObject({ code: 'policy_not_accepted' })
  })

  it('30. an edited, broken or deleted file leaves the accepted policy in force and is told of once in a session', async () => {
    const { accept, stop, write, remove, root } = await make(files)
    await accept(policy())
    expect(await stop()).toEqual({ decision: 'block', reason: expect.any(String) })
    write('.loop/gate.yaml', 'version: 1\nmode: off\n')
    const told = await stop({ prompt_id: 'p2' })
    expect(told).toMatchObject({ ...hold, systemMessage: expect.stringContaining('loop-gate policy diff') })
    expect(await stop({ prompt_id: 'p3' })).toEqual({ decision: 'block', reason: expect.any(String) })
    remove('.loop/gate.yaml')
    expect(await stop({ prompt_id: 'p4' })).toEqual({ decision: 'block', reason: expect.any(String) })
    expect(await stop({ session_id: 'another' })).toMatchObject({ ...hold, systemMessage: told.systemMessage })
    symlinkSync(join(root, 'a.txt'), join(root, '.loop/gate.yaml'))
    const unreadable = await stop({ session_id: 'a third' })
    expect(unreadable).toMatchObject({ ...hold, systemMessage: expect.stringContaining('loop-gate policy show') })
  })

  it('32. LOOP_GATE_ACCEPT with the hash accepts without a terminal, and no other text', async () => {
    const text = policy()
    const { stop, call, write } = await make({ ...files, '.loop/gate.yaml': text }, { LOOP_GATE_ACCEPT: hashOfPolicy(text) })
    expect(await stop()).toMatchObject(hold)
    expect(await call('run_checks')).toMatchObject({ all_passed: false })
    write('.loop/gate.yaml', `${text}# more\n`)
    expect(await stop({ session_id: 'another' })).toEqual({ systemMessage: expect.stringContaining('nobody accepted') })
  })
})

describeGate('the word of a person', (make) => {
  it('that lets a criterion be for these files ends with one changed byte of theirs', async () => {
    const { accept, stop, call, write } = await make(files)
    await accept(policy())
    expect(await stop()).toMatchObject(hold)
    const waiver = await call('waive_criterion', { id: 'test', reason: 'The runner is down today.' })
    expect(waiver).toMatchObject({ criterion: 'test', kind: 'waived', until: null, scope_digest: expect.stringMatching(/^d1:/) })
    expect(await stop()).toEqual({})
    write('elsewhere.txt', 'x\n')
    expect(await stop({ prompt_id: 'p2' })).toEqual({})
    write('src/a.js', '2\n')
    expect(await stop({ prompt_id: 'p3' })).toMatchObject(hold)
  })

  it('that lets a criterion be until a time ends then, whatever the files are', async () => {
    const { accept, stop, call, write, loop } = await make(files)
    await accept(policy())
    await call('waive_criterion', { id: 'test', reason: 'The runner is down today.', hours: 2 })
    write('src/a.js', '2\n')
    expect(await stop()).toEqual({})
    loop.pass(2 * 60 * 60_000)
    write('src/a.js', '3\n')
    expect(await stop({ prompt_id: 'p2' })).toMatchObject(hold)
  })

  it('that protected files may change holds for what they are now', async () => {
    const { begin, accept, stop, call, write } = await make(files)
    await accept('version: 1\nmode: enforce\nprofile: evidence\nprotected: [check.mjs]\nprotected_action: block\n')
    await begin()
    write('check.mjs', 'process.exit(0)\n')
    const { reason } = await stop()
    expect(reason).toContain('only a person may let pass: check.mjs.')
    expect(reason).toContain('loop-gate criterion waive protected')
    await call('waive_criterion', { id: 'protected', reason: 'I asked for this change.' })
    expect(await stop()).not.toMatchObject(hold)
    write('check.mjs', 'process.exit(0) // again\n')
    expect(await stop({ prompt_id: 'p2' })).toMatchObject(hold)
  })

  it('that a human criterion holds is for exactly this content', async () => {
    const { accept, stop, call, write } = await make(files)
    await accept('version: 1\nmode: enforce\ncriteria:\n  - { id: looks, kind: human, paths: ["src/**"] }\n')
    expect((await stop()).reason).toContain('looks')
    expect(await call('confirm_criterion', { id: 'looks' })).toMatchObject({ kind: 'confirmed', criterion: 'looks' })
    expect(await stop()).toEqual({})
    write('src/a.js', '2\n')
    expect(await stop({ prompt_id: 'p2' })).toMatchObject(hold)
    write('src/a.js', '1\n')
    expect(await stop({ prompt_id: 'p3' })).toEqual({})
  })

  it('that pauses the gate lets stops go and records nothing, until it is over or taken back', async () => {
    const { accept, stop, call, decisions, loop } = await make(files)
    await accept(policy())
    await call('pause_gate', { minutes: 5 })
    expect([await stop(), await decisions()]).toEqual([{}, []])
    await call('resume_gate')
    expect(await stop()).toMatchObject(hold)
    await call('pause_gate')
    loop.pass(59 * 60_000)
    expect(await stop({ prompt_id: 'p2' })).toEqual({})
    loop.pass(60_000)
    expect(await stop({ prompt_id: 'p3' })).toMatchObject(hold)
  })
})
