import { call, createApplication, LoopError } from 'loop-core'
import { localPrincipal } from 'loop-core/accounts'
import { type TestLoop, testDatabases, testLoop } from 'loop-core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loopGate } from '../index.ts'
import { stoppingReasons } from '../words.ts'

const complete = {
  task_summary: 'Fix authentication bug',
  work_done: '1. Analyzed auth.js. 2. Fixed validation logic. 3. All tests pass.',
  stopping_reason: 'task_complete',
  confidence: 0.95,
  verification_done: true,
}

describe.each(testDatabases())('should_continue on $name', ({ create }) => {
  let loop: TestLoop
  let drop: () => Promise<void>

  beforeEach(async () => {
    const database = await create([loopGate])
    drop = database.drop
    loop = testLoop([loopGate], { databaseUrl: database.url })
  })

  afterEach(async () => {
    await loop.close()
    await drop()
  })

  const judge = (changes: Record<string, unknown> = {}) => loop.call('should_continue', { ...complete, ...changes })
  const codes = async (changes: Record<string, unknown>) => ((await judge(changes)).issues as { code: string }[]).map(({ code }) => code)
  const firstLine = async (changes: Record<string, unknown>) => ((await judge(changes)).message as string).split('\n')[0]

  it('approves a complete task that meets all rules', async () => {
    expect(await judge()).toMatchInlineSnapshot(`
      {
        "approved": true,
        "blocks": {
          "max": 3,
          "used": 0,
        },
        "criteria": [],
        "decision": "stop",
        "decision_id": "dc_00000000-0000-4000-8000-000000000001",
        "digest": null,
        "issues": [],
        "message": "✅ APPROVED TO STOP

      Task: Fix authentication bug
      Work done: 1. Analyzed auth.js. 2. Fixed validation logic. 3. All tests pass.
      Verification: done
      Confidence: 95%",
        "mode": null,
        "outcome": "complete",
        "profile": "self-report",
        "stopping_reason": "task_complete",
      }
    `)
  })

  it('names verification, confidence and summary, in this order, for a hollow claim', async () => {
    const hollow = { task_summary: 'Fix auth bug', work_done: 'Modified the code', confidence: 0.7, verification_done: false }
    const { message, issues } = await judge(hollow)
    expect(message).toMatchInlineSnapshot(`
      "❌ DO NOT STOP - CONTINUE WORKING

      Issues found:
      1. No verification done: nothing shows that the changes work. Run the tests or try the result, then set verification_done to true.
      2. Confidence too low (< 80%): you gave 70%. Find out what you are unsure of and settle it.
      3. Work summary too short: one statement cannot describe finished work. List each thing you did in work_done, separated by full stops, commas or line breaks.

      Address these, then call should_continue again."
    `)
    expect((issues as { code: string }[]).map(({ code }) => code)).toEqual(['no_verification', 'low_confidence', 'short_summary'])
  })

  it('approves waiting for the user and says so in the first line', async () => {
    const { confidence: _, verification_done: __, ...rest } = complete
    const { message } = await loop.call('should_continue', { ...rest, stopping_reason: 'waiting_for_user' })
    expect(message).toMatchInlineSnapshot(`
      "✅ APPROVED TO STOP (needs user input)

      Task: Fix authentication bug
      Work done: 1. Analyzed auth.js. 2. Fixed validation logic. 3. All tests pass.
      Reason: waiting_for_user"
    `)
  })

  it('accepts a confidence of 0.8 and refuses 0.79', async () => {
    expect(await codes({ confidence: 0.8 })).toEqual([])
    expect(await codes({ confidence: 0.79 })).toEqual(['low_confidence'])
  })

  it('never rounds a missed confidence up to the limit', async () => {
    const { message } = await judge({ confidence: 0.79999 })
    expect(message).toContain('Confidence too low (< 80%): you gave 79.9%.')
  })

  it('takes 10 characters of remaining work for none, 11 for some, and blanks for none', async () => {
    expect(await codes({ work_remaining: 'x'.repeat(10) })).toEqual([])
    expect(await codes({ work_remaining: 'x'.repeat(11) })).toEqual(['work_remaining'])
    expect(await codes({ work_remaining: ' '.repeat(30) })).toEqual([])
  })

  it('shows the first 200 characters of the remaining work', async () => {
    const { issues } = await judge({ work_remaining: '🙂'.repeat(300) })
    expect((issues as { message: string }[])[0]!.message).toBe(`${'🙂'.repeat(200)}…`)
  })

  it('wants two statements about the work done', async () => {
    expect(await codes({ work_done: 'a, b' })).toEqual([])
    expect(await codes({ work_done: 'Modified the code.' })).toEqual(['short_summary'])
    expect(await codes({ work_done: '' })).toEqual(['short_summary'])
  })

  it('does not ask for a confidence, but for a verification', async () => {
    expect(await codes({ confidence: undefined })).toEqual([])
    expect(await codes({ verification_done: undefined })).toEqual(['no_verification'])
  })

  it.each([
    ['waiting_for_user', 'needs_user', '✅ APPROVED TO STOP (needs user input)'],
    ['need_clarification', 'needs_user', '✅ APPROVED TO STOP (needs user input)'],
    ['error_cannot_proceed', 'blocked_by_error', '✅ APPROVED TO STOP (with error)'],
    ['user_requested_stop', 'user_stop', '✅ APPROVED TO STOP (requested by the user)'],
  ])('approves %s whatever else is said', async (stopping_reason, outcome, line) => {
    const worst = { stopping_reason, confidence: 0.1, verification_done: false, work_remaining: 'everything, really', work_done: 'no' }
    expect(await judge(worst)).toMatchObject({ approved: true, outcome })
    expect(await firstLine(worst)).toBe(line)
  })

  it('refuses an unknown reason with the five it knows, and changes nothing', async () => {
    const refusal = await judge({ stopping_reason: 'bored' }).catch((error: LoopError) => error)
    expect(LoopError.is(refusal) && refusal.message).toContain(stoppingReasons.join(', '))
    expect(await loop.events()).toEqual([])
  })

  it.each([
    [{ confidence: 1.2 }, 'confidence'],
    [{ verified: true }, 'verified'],
    [{ task_summary: 'x'.repeat(4001) }, 'task_summary'],
    [{ work_done: 7 }, 'work_done'],
  ])('refuses %j by the name of the field', async (changes, field) => {
    await expect(judge(changes)).rejects.toThrow(`${field}:`)
  })

  it('keeps each decision, with long texts cut, and its event', async () => {
    const { decision_id } = await judge({ work_done: `${'a'.repeat(600)}, b`, confidence: 0.5 })
    const rows = await loop.application.storage.transaction('local', 'read', (db) => db.selectFrom('gate_decisions').selectAll().execute())
    expect(rows).toMatchObject([
      { id: decision_id, decision: 'continue', outcome: 'unfinished', confidence: 0.5, issues: '["low_confidence"]' },
    ])
    expect(JSON.parse(rows[0]!.inputs).work_done).toHaveLength(501)
    const events = await loop.events()
    expect(events.map(({ type, entity, after, actor }) => ({ type, entity, after, actor: actor?.id }))).toEqual([
      { type: 'stop.denied', entity: decision_id, after: { issues: ['low_confidence'], confidence: 0.5 }, actor: 'implementer-local' },
    ])
  })
})

it('answers with no decision_id where the database cannot be opened', async () => {
  const application = createApplication([loopGate], { databaseUrl: 'file:/dev/null/loop.db' })
  const answer = await call(application, 'should_continue', complete, { principal: localPrincipal() })
  expect(answer).toMatchObject({ approved: true, decision_id: null })
  await application.close()
})
