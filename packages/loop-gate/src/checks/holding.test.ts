import { expect, it } from 'vitest'
import * as payloads from '../clients/fixtures/payloads.ts'
import { describeGate } from '../fixtures/gated.ts'
import { files, last, policy, runsItself, stopper } from '../fixtures/judged.ts'
import { notices } from '../stop/notices.ts'

const refused = '❌ DO NOT STOP - CONTINUE WORKING\n\nIssues found:\n'
const failure = '1. Check failed: test: it ended with an error (exit 1). Mend it, then call run_checks {"criteria":["test"]}.'
const wayOut =
  'If you cannot: file_gap (loop-gate file-gap). If you need the person: should_continue with waiting_for_user (loop-gate should-continue --stopping-reason waiting_for_user).'

describeGate('each client', (make) => {
  const block = { decision: 'block', reason: `${refused}${failure}\n\nBlock 1 of 3.` }
  const stop = { hookEventName: 'Stop', ...block }

  it.each<[string, object, object]>([
    ['33. Gemini CLI', payloads.gemini.stop, { ...block, decision: 'deny' }],
    ['34. Cursor', payloads.cursor.stop, { followup_message: block.reason }],
    ['35. Codex', payloads.codex.stop, block],
    ['36. Copilot', payloads.copilot.stop, block],
    ['37. VS Code', payloads.vscode.stop, { ...block, hookSpecificOutput: stop }],
    ['38. Claude Code', payloads.claude.stop, block],
  ])('%s is held in its own words while a check fails, and let go in silence once it passes', async (_, payload, held) => {
    const { accept, call, write, root } = await make(files)
    await accept(runsItself)
    const place = 'workspace_roots' in payload ? { workspace_roots: [root] } : { cwd: root }
    expect(await call('answer_hook', { ...payload, ...place })).toEqual(held)
    write('src/a.txt', 'good\n')
    expect(await call('answer_hook', { ...payload, ...place })).toEqual({})
  })

  it('45. that was interrupted, only plans or failed itself is let go, with the reason', async () => {
    const gated = await make(files)
    await gated.accept(policy())
    const stopped = async (payload: object) => {
      expect(await gated.call('answer_hook', { ...payload, cwd: gated.root })).toEqual({})
      return last(gated)
    }
    const let_through = { decision: 'stop', answered: 'stop', outcome: 'let_through', block: null }
    const { cursor, claude } = payloads
    expect(await stopped({ ...cursor.stop, status: 'aborted' })).toEqual({ ...let_through, reason: 'aborted' })
    expect(await stopped({ ...claude.stop, permission_mode: 'plan' })).toEqual({ ...let_through, reason: 'plan_mode' })
    const message = { last_assistant_message: 'API Error: 429 Too many requests' }
    expect(await stopped({ ...claude.stop, ...message })).toEqual({ ...let_through, reason: 'client_error' })
  })

  it('44. that waits for something in the background is let go, unless that is over or belongs to the parent of a subagent', async () => {
    const gated = await make(files)
    await gated.accept(policy('subagents: gate'))
    const { stop, call, root } = gated
    const background_tasks = [{ id: 'b1', type: 'shell', status: 'running' }]
    expect(await stop({ background_tasks })).toEqual({})
    expect(await last(gated)).toMatchObject({ outcome: 'let_through', reason: 'background_task' })
    expect(await stop({ background_tasks: [{ ...background_tasks[0], status: 'completed' }] })).toMatchObject({ decision: 'block' })
    const subagent = { ...payloads.claude.subagent_stop, cwd: root, background_tasks }
    expect(await call('answer_hook', subagent)).toMatchObject({ decision: 'block' })
  })
})

describeGate('an agent that is held', (make) => {
  it('41. 43. is let go the fourth time in a row, though not as complete; a new prompt counts anew', async () => {
    const gated = await make(files)
    await gated.accept(policy())
    const stop = stopper(gated)
    const work = (content: string, prompt_id = 'p1') => {
      gated.write('src/a.txt', content)
      return stop({ prompt_id })
    }
    expect((await work('1')).reason).toMatch(/\n\nBlock 1 of 3\.$/)
    expect((await work('2')).reason).toMatch(/\n\nBlock 2 of 3\.\n/)
    expect((await work('3')).reason.endsWith(`\n\nBlock 3 of 3.\n${wayOut}`)).toBe(true)
    const capped = await work('4')
    expect(capped).toEqual({ systemMessage: expect.stringContaining('though it is not complete: check not measured') })
    expect(await last(gated)).toEqual({ decision: 'continue', answered: 'stop', outcome: 'capped', reason: 'max_blocks', block: null })
    expect((await work('5')).reason).toContain('Block 1 of 3.')
    expect((await work('6', 'p2')).reason).toContain('Block 1 of 3.')
  })

  it('42. is let go the third time with nothing done between', async () => {
    const gated = await make(files)
    await gated.accept(policy('max_blocks: 7'))
    const stop = stopper(gated)
    expect((await stop()).reason).not.toContain(wayOut)
    expect((await stop()).reason).toContain(wayOut)
    expect((await stop()).decision).toBeUndefined()
    expect(await last(gated)).toMatchObject({ outcome: 'capped', reason: 'no_progress' })
  })

  it('is held at most 20 times in an hour, however often it is asked something new', async () => {
    const gated = await make(files)
    await gated.accept(policy())
    for (let prompt = 1; prompt <= 20; prompt++) expect((await gated.stop({ prompt_id: `p${prompt}` })).decision).toBe('block')
    expect((await gated.stop({ prompt_id: 'p21' })).decision).toBeUndefined()
    expect(await last(gated)).toMatchObject({ outcome: 'capped', reason: 'too_many_in_an_hour' })
    gated.loop.pass(60 * 60_000)
    expect((await gated.stop({ prompt_id: 'p22' })).decision).toBe('block')
  })

  it('reads at most eight issues in 2,000 characters', async () => {
    const gated = await make(files)
    const ids = Array.from({ length: 11 }, (_, index) => `check${index}`)
    const criterion = (id: string) =>
      `  - { id: ${id}, title: "${id} ${'is a long story '.repeat(6)}", run: [sh, ${id}.sh], on_stop: require }\n`
    await gated.accept(`version: 1\nmode: enforce\ncriteria:\n${ids.map(criterion).join('')}`)
    const { reason } = await gated.stop()
    expect(reason.length).toBeLessThanOrEqual(2_000)
    expect(reason).toContain('8. Check not measured: check7')
    expect(reason).not.toContain('check8')
    expect(reason).toContain('and 3 more')
    expect(reason).toMatch(/\n\nBlock 1 of 3\.$/)
  })

  it('in one of two folders with the same content is not taken for the same stop', async () => {
    const [here, there] = [await make(files), await make(files)]
    await here.accept(policy())
    await there.accept(policy())
    expect((await here.stop()).decision).toBe('block')
    expect((await there.stop()).decision).toBe('block')
    expect(await there.decisions()).toHaveLength(1)
  })
})

describeGate('the mode', (make) => {
  it('46. shadow says nothing and counts what it would have held', async () => {
    const gated = await make(files)
    await gated.accept(policy().replace('enforce', 'shadow'))
    const stop = stopper(gated)
    for (let times = 0; times < 4; times++) expect(await stop()).toEqual({})
    const all = (await gated.decisions()).map(({ mode, decision, answered, outcome, block }) => [mode, decision, answered, outcome, block])
    expect(all).toEqual(Array(4).fill(['shadow', 'continue', 'stop', 'unfinished', 1]))
  })

  it('46. warn tells the person alone, beside what else there is to tell', async () => {
    const gated = await make(files)
    await gated.accept(policy().replace('enforce', 'warn'))
    gated.write('.loop/gate.yaml', 'version: 1\n')
    const { systemMessage, ...rest } = await gated.stop()
    expect(rest).toEqual({})
    expect(systemMessage).toContain(notices.policy_changed)
    expect(systemMessage).toContain('loop-gate would have held this stop: Check not measured: test: it has not been run.')
    expect((await gated.stop({ prompt_id: 'p2' })).systemMessage).not.toContain(notices.policy_changed)
  })

  it('46. off keeps no record', async () => {
    const gated = await make(files)
    await gated.accept(policy().replace('enforce', 'off'))
    await gated.begin()
    expect(await gated.stop()).toEqual({})
    expect(await gated.decisions()).toEqual([])
  })

  it('that no longer holds ends the count of what was held', async () => {
    const gated = await make(files)
    await gated.accept(policy())
    const stop = stopper(gated)
    await stop()
    await gated.accept(policy().replace('enforce', 'shadow'))
    await stop()
    await gated.accept(policy())
    expect((await stop()).reason).toContain('Block 1 of 3.')
  })
})

describeGate('a subagent', (make) => {
  const subagent = { ...payloads.claude.subagent_stop, session_id: 'session-1' }

  it('is let go, unless the policy says otherwise', async () => {
    const gated = await make(files)
    await gated.accept(policy())
    expect(await gated.call('answer_hook', { ...subagent, cwd: gated.root })).toEqual({})
    expect(await last(gated)).toMatchObject({ outcome: 'let_through', reason: 'subagent' })
  })

  it('is held on its own count, for what changed since the session of its parent began', async () => {
    const gated = await make(files)
    await gated.accept(policy('subagents: gate'))
    await gated.begin()
    const stop = (more: object = {}) => gated.call('answer_hook', { ...subagent, cwd: gated.root, ...more })
    expect(await stop()).toEqual({})
    expect(await last(gated)).toMatchObject({ outcome: 'nothing_due' })
    gated.write('src/a.txt', 'worse\n')
    expect((await gated.stop()).reason).toContain('Block 1 of 3.')
    expect((await stop()).reason).toContain('Block 1 of 3.')
    expect((await stop({ last_assistant_message: 'Done.' })).reason).toContain('Block 2 of 3.')
    expect((await stop({ agent_id: 'another' })).reason).toContain('Block 1 of 3.')
  })
})
