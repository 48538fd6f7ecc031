import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import * as payloads from '../clients/fixtures/payloads.ts'
import { readEvent } from '../clients/index.ts'
import { describeGate, type Gated } from '../fixtures/gated.ts'
import { files, last, policy, runsItself, stopper } from '../fixtures/judged.ts'
import type { Gate } from '../gate.ts'
import { workspaceId } from '../policy/workspace.ts'
import { judgeStop } from '../stop/judge-stop.ts'
import { notices } from '../stop/notices.ts'

describeGate('what was there before', (make) => {
  it('47. has not to be proved: only what changed since the session began, or failed in it', async () => {
    const gated = await make(files)
    await gated.accept(policy())
    await gated.begin()
    const stop = stopper(gated)
    gated.write('notes.txt', 'not what the check is about\n')
    expect(await stop()).toEqual({})
    expect(await last(gated)).toMatchObject({ outcome: 'nothing_due' })
    await gated.call('run_checks')
    expect((await stop()).reason).toContain('Check failed')
    gated.write('src/a.txt', 'good\n')
    expect((await stop()).reason).toContain('Check out of date')
    await gated.call('run_checks')
    expect(await stop()).toEqual({})
    expect(await last(gated)).toMatchObject({ outcome: 'complete' })
    expect(await stop()).toEqual({})
    expect(await last(gated)).toMatchObject({ outcome: 'nothing_due' })
  })

  it.each(['clear', 'resume', 'compact', 'fork'])('goes on to count after %s, so that nothing is forgiven by it', async (source) => {
    const gated = await make(files)
    await gated.accept(policy())
    await gated.begin()
    gated.write('src/a.txt', 'worse\n')
    const next = { session_id: `after-${source}` }
    await gated.begin({ source, ...next })
    expect((await gated.stop(next)).decision).toBe('block')
    await gated.begin({ session_id: 'anew' })
    expect(await gated.stop({ session_id: 'anew' })).toEqual({})
  })

  it('is the own beginning of a session that is made shorter, not that of one beside it', async () => {
    const gated = await make(files)
    await gated.accept(policy())
    await gated.begin()
    gated.write('src/a.txt', 'worse\n')
    await gated.begin({ session_id: 'beside' })
    await gated.begin({ source: 'compact' })
    expect((await gated.stop()).decision).toBe('block')
  })

  it('is the present after a break of more than a day', async () => {
    const gated = await make(files)
    await gated.accept(policy())
    await gated.begin()
    gated.write('src/a.txt', 'worse\n')
    gated.loop.pass(25 * 60 * 60_000)
    await gated.begin({ source: 'clear', session_id: 'late' })
    expect(await gated.stop({ session_id: 'late' })).toEqual({})
  })

  it('is what was last complete here for a session of which no beginning was heard; without that everything is due', async () => {
    const gated = await make({ ...files, 'src/a.txt': 'good\n' })
    await gated.accept(policy())
    expect((await gated.stop()).reason).toContain('it has not been run')
    await gated.call('run_checks')
    expect(await gated.stop()).toEqual({})
    gated.write('notes.txt', 'not what the check is about\n')
    expect(await gated.stop({ session_id: 'unheard' })).toEqual({})
    expect(await last(gated)).toMatchObject({ outcome: 'nothing_due' })
    gated.write('src/a.txt', 'worse\n')
    expect((await gated.stop({ session_id: 'unheard' })).decision).toBe('block')
  })

  it('moves to what a check that may write left behind', async () => {
    const gated = await make({ ...files, 'check.sh': 'echo good >> src/a.txt\n' })
    await gated.accept(policy('', ', writes: true').replace('on_stop: require', 'on_stop: run'))
    await gated.begin()
    gated.write('src/a.txt', 'work\n')
    const stop = stopper(gated)
    expect(await stop()).toEqual({})
    expect(await last(gated)).toMatchObject({ outcome: 'complete' })
    expect(await stop()).toEqual({})
    expect(await last(gated)).toMatchObject({ outcome: 'nothing_due' })
  })
})

describeGate('a check that the stop may run', (make) => {
  it('is run where its files changed, and asked for where it would take longer than there is time', async () => {
    const gated = await make(files)
    await gated.accept(runsItself)
    const stop = stopper(gated)
    expect((await stop()).reason).toContain('exit 1')
    expect(await gated.receipts()).toMatchObject([{ origin: 'hook', verdict: 'failed', client: 'claude' }])
    const { storage } = gated.loop.application
    await storage.transaction('local', 'write', (db) =>
      db.updateTable('gate_receipts').set({ duration_ms: 60_000 }).where('workspace_id', '=', workspaceId(gated.root)).execute(),
    )
    gated.write('src/a.txt', 'good\n')
    expect((await stop()).reason).toContain(
      '1. Check not measured: test: there was no time left to run it. Call run_checks {"criteria":["test"]}.',
    )
    expect(await gated.receipts()).toHaveLength(1)
  })

  it('is cut off when the time is over, and so said', async () => {
    const gated = await make({ ...files, 'check.sh': 'sleep 30\n' })
    await gated.accept(runsItself)
    const event = readEvent({ ...payloads.claude.stop, cwd: gated.root }, { cwd: gated.root })
    const { block } = await judgeStop(surroundings(gated), event, { door: 'hook', budgetMs: 3_200, mayRun: true })
    expect(block).toContain('there was no time left to run it')
    expect(await gated.receipts()).toMatchObject([{ verdict: 'not_measured', reason: 'over_budget' }])
  })
})

/** The surroundings of a hook of this machine, with a clock that stands still so that only the check takes time. */
function surroundings({ loop, home }: Gated): Gate {
  const { storage } = loop.application
  return {
    transaction: (access, work) => storage.transaction('local', access, (db) => work({ db: db as never, emit() {} })),
    now: () => new Date('2026-01-05T12:00:00.000Z'),
    newId: randomUUID,
    actor: 'implementer-local',
    home,
    environment: {},
    signal: new AbortController().signal,
  }
}

describeGate('a protected file', (make) => {
  const guarded = (action: string) => policy(`protected: [check.sh]\nprotected_action: ${action}`)

  it('is shown to the person once in a session when it changed', async () => {
    const gated = await make({ ...files, 'src/a.txt': 'good\n' })
    await gated.accept(guarded('note'))
    await gated.begin()
    gated.write('check.sh', 'exit 0\n')
    const stop = stopper(gated)
    expect(await stop()).toEqual({ systemMessage: `${notices.protected_changed} check.sh` })
    expect(await stop()).toEqual({})
    const told = (await gated.loop.events()).filter(({ type, scope }) => type === 'protected.changed' && scope === workspaceId(gated.root))
    expect(told).toMatchObject([{ details: { paths: ['check.sh'] } }])
  })

  it('holds the stop until a person waives it, where the policy says so', async () => {
    const gated = await make({ ...files, 'src/a.txt': 'good\n' })
    await gated.accept(guarded('block'))
    await gated.begin()
    gated.write('check.sh', 'exit 0\n')
    expect((await gated.stop()).reason).toContain('1. Protected files changed: files changed that only a person may let pass: check.sh.')
    gated.write('check.sh', files['check.sh'])
    expect(await gated.stop()).toEqual({})
  })
})
