import { expect, it } from 'vitest'
import { claudeHooks, codexHooks } from '../fixtures/hooks.ts'
import { describeLearning, type Learner } from '../fixtures/learning.ts'
import type { LearnTables } from '../storage/tables.ts'
import { minute } from '../words.ts'

describeLearning('record_hook', (learner) => {
  const hook = ({ call }: Learner, payload: object) => call('record_hook', payload)
  const sessionOf = async (mine: Learner) => (await mine.call('loop_session_start')).session

  it('53. makes one struggle of three failures and one confirmed completion of the success behind them, and keeps no output', async () => {
    const mine = learner()
    for (const _ of [1, 2, 3, 4]) {
      expect(await hook(mine, claudeHooks.failure)).toEqual({})
      mine.pass(6 * minute)
    }
    await hook(mine, claudeHooks.success)
    await hook(mine, claudeHooks.success)
    const rows = await observationsOf(mine)
    const common = { topic: 'fails:npm-test', source: 'hook', about: 'self' }
    expect(rows).toMatchObject([
      { ...common, kind: 'struggle', content: '`npm test` failed 3 times in 12 minutes' },
      { ...common, kind: 'completion', content: '`npm test` passed after 4 failures', outcome: 'confirmed' },
    ])
    const kept = JSON.stringify([
      rows,
      await mine.tables((db) => db.selectFrom('learn_signals').selectAll().execute()),
      await mine.events(),
    ])
    for (const word of ['basket', 'FAIL', 'Tests 12', 'shop']) expect(kept).not.toContain(word)
  })

  it('counts failures apart by session of the client, by command and by half an hour, and none that was interrupted', async () => {
    const mine = learner()
    const { failure } = claudeHooks
    await hook(mine, failure)
    await hook(mine, { ...failure, session_id: 'other' })
    await hook(mine, { ...failure, tool_input: { command: 'npm run build' } })
    await hook(mine, { ...failure, is_interrupt: true })
    await hook(mine, failure)
    mine.pass(31 * minute)
    await hook(mine, failure)
    expect(await observationsOf(mine)).toEqual([])
    mine.pass(minute)
    await hook(mine, failure)
    await hook(mine, failure)
    expect(await observationsOf(mine)).toMatchObject([{ kind: 'struggle', content: '`npm test` failed 3 times in 1 minute' }])
  })

  it('reads the exit code where a client tells of failures by the same event, and nothing where it does not say', async () => {
    const mine = learner()
    for (const payload of [codexHooks.failure, codexHooks.silent, codexHooks.failure, codexHooks.failure, codexHooks.silent])
      await hook(mine, payload)
    expect((await observationsOf(mine)).map(({ kind }) => kind)).toEqual(['struggle'])
    await hook(mine, codexHooks.success)
    expect((await observationsOf(mine)).map(({ kind }) => kind)).toEqual(['struggle', 'completion'])
  })

  it('starts and ends a session with the client, and says how to help', async () => {
    const mine = learner()
    const { hookSpecificOutput } = await hook(mine, claudeHooks.sessionStart)
    expect(hookSpecificOutput).toMatchObject({ hookEventName: 'SessionStart' })
    expect(hookSpecificOutput.additionalContext).toContain('mode survival')
    expect(hookSpecificOutput.additionalContext.length).toBeLessThanOrEqual(1_200)
    const { id } = await sessionOf(mine)
    await hook(mine, claudeHooks.sessionEnd)
    mine.pass(minute)
    expect((await sessionOf(mine)).id).not.toBe(id)
  })

  it('offers one nudge where a session of the client is new, and none where one goes on', async () => {
    const mine = learner()
    for (const days of [-3, -2, -1]) await mine.observe('struggle', 'Promises get lost', { days, topic: 'async-errors' })
    const told = async (source: string) =>
      (await hook(mine, { ...claudeHooks.sessionStart, source })).hookSpecificOutput.additionalContext as string
    const resumed = await told('resume')
    expect(resumed).toContain('async-errors')
    expect(resumed).not.toContain('answer_nudge')
    const { nudge } = await mine.call('loop_get_nudge')
    expect(await told('startup')).toContain(`${nudge.text}\nPass the answer on: answer_nudge ${nudge.id}`)
  })

  it('keeps nothing of prompts, and passes over what it does not know', async () => {
    const mine = learner()
    const strange = [{}, { hook_event_name: 7 }, { hook_event_name: 'PostToolUse', tool_name: '<b>' }]
    for (const payload of [claudeHooks.prompt, ...strange]) expect(await hook(mine, payload)).toEqual({})
    expect(await observationsOf(mine)).toEqual([])
  })

  async function observationsOf(mine: Learner): Promise<LearnTables['learn_observations'][]> {
    const { session } = await mine.call('loop_session_start')
    return mine.tables((db) =>
      db.selectFrom('learn_observations').selectAll().where('session_id', '=', session.id).orderBy('observed_at').execute(),
    ) as never
  }
})
