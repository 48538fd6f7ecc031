import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clients } from '../words.ts'
import type { HookAnswer, HookEvent } from './client.ts'
import { answersOf } from './fixtures/answers.ts'
import * as payloads from './fixtures/payloads.ts'
import { printAnswer, readEvent, readPayload } from './index.ts'

const cwd = '/where/the/process/is'

function read(payload: object, client?: HookEvent['client']): HookEvent {
  const result = readPayload(JSON.stringify(payload), { client, cwd })
  if ('fault' in result) throw new Error(result.fault)
  return result.event
}

const recorded: [name: string, payload: object, expected: Partial<HookEvent>][] = [
  ['claude', payloads.claude.stop, { client: 'claude', kind: 'stop' }],
  ['claude', payloads.claude.subagent_stop, { client: 'claude', kind: 'subagent_stop', agent: 'a3f9c1d2', letThrough: undefined }],
  ['claude', payloads.claude.session_start, { client: 'claude', kind: 'session_start', source: 'compact' }],
  ['claude by a tool', payloads.claudeTool, { client: 'claude', kind: 'stop', agent: '', turn: undefined, active: true }],
  ['claude failing', payloads.claudeFailure, { client: 'claude', kind: 'other' }],
  ['codex', payloads.codex.stop, { client: 'codex', kind: 'stop', turn: payloads.codex.stop.turn_id }],
  ['codex', payloads.codex.subagent_stop, { client: 'codex', kind: 'subagent_stop', lastMessage: undefined }],
  ['codex', payloads.codex.session_start, { client: 'codex', kind: 'session_start', source: 'startup' }],
  ['codex without turns', payloads.codexOld, { client: 'codex', kind: 'stop', turn: undefined }],
  ['gemini', payloads.gemini.stop, { client: 'gemini', kind: 'stop', lastMessage: 'The list has a filter now.' }],
  ['gemini', payloads.gemini.session_start, { client: 'gemini', kind: 'session_start' }],
  ['cursor', payloads.cursor.stop, { client: 'cursor', kind: 'stop', session: payloads.cursor.stop.conversation_id, active: false }],
  ['cursor', payloads.cursor.subagent_stop, { client: 'cursor', kind: 'subagent_stop', active: true }],
  ['cursor', payloads.cursor.session_start, { client: 'cursor', kind: 'session_start', source: 'startup' }],
  ['copilot', payloads.copilot.stop, { client: 'copilot', kind: 'stop', session: payloads.copilot.stop.sessionId }],
  ['copilot', payloads.copilot.subagent_stop, { client: 'copilot', kind: 'subagent_stop', agent: 'explore' }],
  ['copilot', payloads.copilot.session_start, { client: 'copilot', kind: 'session_start', source: 'startup' }],
  ['copilot spelled as VS Code', payloads.copilotPascal.stop, { client: 'copilot', kind: 'stop', active: true }],
  ['copilot spelled as VS Code', payloads.copilotPascal.subagent_stop, { client: 'copilot', kind: 'subagent_stop', agent: 'explore' }],
  ['copilot spelled as VS Code', payloads.copilotPascal.session_start, { client: 'copilot', kind: 'session_start', source: 'resume' }],
  ['vscode', payloads.vscode.stop, { client: 'vscode', kind: 'stop', session: 'c2b1' }],
  ['vscode', payloads.vscode.subagent_stop, { client: 'vscode', kind: 'subagent_stop', agent: 'subagent-4' }],
  ['vscode', payloads.vscode.session_start, { client: 'vscode', kind: 'session_start', source: 'startup' }],
  ['vscode in camel case', payloads.vscodeCamel.stop, { client: 'vscode', kind: 'stop', session: 'c2b1' }],
  ['vscode in camel case', payloads.vscodeCamel.session_start, { client: 'vscode', kind: 'session_start' }],
]

describe('what a client sends', () => {
  it.each(recorded)('%s is recognised by its payload alone: %j', (_, payload, expected) => {
    expect(read(payload)).toMatchObject({ cwd: '/home/ada/shop', ...expected })
  })

  it('39. is read the same behind a byte order mark', () => {
    const text = `\ufeff${JSON.stringify(payloads.cursor.stop)}\r\n`
    expect(readPayload(text, { cwd })).toEqual({ event: read(payloads.cursor.stop) })
  })

  it('is read the same where it came as an object', () => {
    expect(readEvent(payloads.codex.stop, { cwd })).toEqual(read(payloads.codex.stop))
  })

  it('39. names its event in any case, with underscores or without', () => {
    const kinds = ['stop', 'STOP', 'subagent_stop', 'SUBAGENTSTOP', 'session_start', 'Stop_Failure', 'PreToolUse', 'constructor'].map(
      (hook_event_name) => read({ ...payloads.claude.stop, hook_event_name }, 'claude').kind,
    )
    expect(kinds).toEqual(['stop', 'stop', 'subagent_stop', 'subagent_stop', 'session_start', 'other', 'other', 'other'])
  })

  it('is read as that of the client that somebody names', () => {
    expect(read(payloads.claude.stop, 'codex')).toMatchObject({ client: 'codex', kind: 'stop' })
  })

  it('says in which turn it is: by its own name, or else by what was asked', () => {
    const turnOf = (payload: object) => read({ ...payloads.gemini.stop, ...payload }).turn
    expect(turnOf({ prompt_id: 'p', turn_id: 't' })).toBe('p')
    expect(turnOf({ turn_id: 't' })).toBe('t')
    expect(turnOf({})).toMatch(/^[0-9a-f]{32}$/)
    expect(turnOf({ prompt: 'Something else' })).not.toBe(turnOf({}))
  })

  it('begins a turn in Cursor only where nothing that we sent led to it', () => {
    const { generation_id: turn } = payloads.cursor.stop
    expect(read({ ...payloads.cursor.stop, loop_count: 0 })).toMatchObject({ turn, active: false })
    expect(read({ ...payloads.cursor.stop, loop_count: 2 })).toMatchObject({ turn, active: true })
    expect(read({ ...payloads.cursor.stop, loop_count: undefined })).toMatchObject({ turn: undefined, active: undefined })
  })

  it('works where it says, or else where its window is, or else where the process runs', () => {
    const folderOf = (payload: object) => read({ ...payloads.cursor.stop, workspace_roots: undefined, ...payload }).cwd
    expect(folderOf({ cwd: '/a', workspace_roots: ['/b'] })).toBe('/a')
    expect(folderOf({ workspace_roots: ['/b', '/c'] })).toBe('/b')
    for (const nowhere of [
      {},
      { cwd: '' },
      { cwd: 7 },
      { cwd: payloads.unfilled('cwd') },
      { cwd: '/a\0b' },
      { cwd: `/${'x'.repeat(4_096)}` },
    ]) {
      expect(folderOf(nowhere)).toBe(cwd)
    }
  })

  it('is bounded in all that is kept of it', () => {
    const long = 'x'.repeat(20_000)
    const event = read({
      ...payloads.claude.subagent_stop,
      session_id: long,
      agent_id: long,
      prompt_id: long,
      last_assistant_message: long,
    })
    expect([event.session, event.agent, event.turn, event.lastMessage].map((text) => text!.length)).toEqual([200, 200, 200, 10_000])
  })

  it.each([
    ['', 'empty'],
    ['\ufeff \n', 'empty'],
    ['{"session_id":', 'not_json'],
    ['null', 'not_an_object'],
    ['[{"hook_event_name":"Stop"}]', 'not_an_object'],
    [`{"x":"${'x'.repeat(4 * 1024 * 1024)}"}`, 'too_large'],
  ])('that nobody can read is a fault, never a throw', (text, fault) => {
    expect(readPayload(text, { cwd })).toEqual({ fault })
  })

  it('begins a session as its word says, and goes on where nobody knows the word', () => {
    const sourceOf = (source: unknown) => read({ ...payloads.claude.session_start, source }).source
    expect(['startup', 'new', undefined, 'clear', 'fork', 'resume', 'compact', 'teleport'].map(sourceOf)).toEqual([
      ...['startup', 'startup', 'startup', 'clear', 'fork', 'resume', 'compact', 'resume'],
    ])
    expect(read(payloads.claude.stop).source).toBeUndefined()
  })
})

describe('who is always let through', () => {
  const reasonOf = (payload: object, more: object) => read({ ...payload, ...more }).letThrough

  it('a turn of Cursor that a person or an error ended', () => {
    const reasons = ['aborted', 'error', 'completed'].map((status) => reasonOf(payloads.cursor.stop, { status }))
    expect(reasons).toEqual(['aborted', 'error', undefined])
  })

  it('an agent that only plans', () => {
    expect(reasonOf(payloads.claude.stop, { permission_mode: 'plan' })).toBe('plan_mode')
  })

  it('an agent that waits for a task in the background, but not for one that ended, nor a subagent for that of its parent', () => {
    const background = (...states: string[]) => ({ background_tasks: states.map((status) => ({ id: 'b', type: 'shell', status })) })
    expect(reasonOf(payloads.claude.stop, background('completed', 'running'))).toBe('background_task')
    expect(reasonOf(payloads.claude.stop, background('pending'))).toBe('background_task')
    expect(reasonOf(payloads.claude.stop, background('completed', 'failed'))).toBeUndefined()
    expect(reasonOf(payloads.claude.subagent_stop, background('running'))).toBeUndefined()
    expect(reasonOf(payloads.claudeTool, {})).toBe('background_task')
    for (const background_tasks of ['', payloads.unfilled('background_tasks'), 'running', [null, 'running', 3], {}]) {
      expect(reasonOf(payloads.claude.stop, { background_tasks })).toBeUndefined()
    }
  })

  it('an agent that is woken once more, but not one that is woken again and again', () => {
    const cron = (recurring: unknown) => ({ session_crons: [{ id: 'c', schedule: '5 10 * * *', recurring, prompt: 'Look again' }] })
    const reasons = [false, true, undefined].map((recurring) => reasonOf(payloads.claude.stop, cron(recurring)))
    expect(reasons).toEqual(['scheduled', undefined, undefined])
    expect(reasonOf(payloads.claude.subagent_stop, cron(false))).toBeUndefined()
  })

  it.each([
    ['API Error: 429 {"type":"error"}', 'client_error'],
    ['Context limit reached · /compact or /clear to continue', 'client_error'],
    ['rate limit exceeded', 'client_error'],
    ['Claude usage limit reached. Your limit will reset at 3pm.', 'client_error'],
    ['You’ve hit your session limit', 'client_error'],
    ['Invalid API key · Please run /login', 'client_error'],
    ['I fixed the API error in the client.', undefined],
    [`API Error: ${'x'.repeat(300)}`, undefined],
  ])('an agent whose client failed, by what its last message begins with: %s', (last_assistant_message, expected) => {
    expect(reasonOf(payloads.claude.stop, { last_assistant_message })).toBe(expected)
  })
})

const answers: [name: string, answer: HookAnswer][] = [
  ['allow', {}],
  ['block', { block: 'R' }],
  ['notice', { notice: 'M' }],
  ['block and notice', { block: 'R', notice: 'M' }],
]

describe('what a client is answered', () => {
  it.each(recorded.flatMap(([name, payload]) => answers.map(([answer, given]) => [name, answer, payload, given] as const)))(
    '%s, %s: %j',
    (_, __, payload, given) => {
      const event = read(payload)
      const { json, stderr } = printAnswer(event, given)
      answersOf(event).parse(json)
      const isStop = event.kind === 'stop' || event.kind === 'subagent_stop'
      expect(JSON.stringify(json).includes('"R"')).toBe(isStop && given.block !== undefined)
      expect('systemMessage' in json !== (stderr === 'M')).toBe(given.notice !== undefined)
    },
  )

  it('is exactly this, where its stop is held', () => {
    const held = (payload: object) => printAnswer(read(payload), { block: 'R' }).json
    const block = { decision: 'block', reason: 'R' }
    expect(held(payloads.claude.stop)).toEqual(block)
    expect(held(payloads.codex.stop)).toEqual(block)
    expect(held(payloads.gemini.stop)).toEqual({ decision: 'deny', reason: 'R' })
    expect(held(payloads.cursor.stop)).toEqual({ followup_message: 'R' })
    expect(held({ ...payloads.cursor.stop, hook_event_name: 'Stop' })).toEqual({ followup_message: 'R', ...block })
    expect(held(payloads.copilot.stop)).toEqual(block)
    const inside = { hookSpecificOutput: { hookEventName: 'Stop', ...block } }
    for (const { stop } of [payloads.vscode, payloads.vscodeCamel]) expect(held(stop)).toEqual({ ...block, ...inside })
    expect(held(payloads.vscode.subagent_stop)).toEqual(block)
    expect(held(payloads.claudeFailure)).toEqual({})
  })
})

describe('whatever comes in', () => {
  const keys = fc.constantFrom(
    ...['hook_event_name', 'hookEventName', 'session_id', 'sessionId', 'cwd', 'turn_id', 'timestamp', 'workspace_roots', 'loop_count'],
    ...['stop_reason', 'stopReason', 'conversation_id', 'background_tasks', 'session_crons', 'last_assistant_message', 'status', 'source'],
  )
  const words = fc.constantFrom(
    'Stop',
    'stop',
    'AfterAgent',
    'SubagentStop',
    'SessionStart',
    'running',
    payloads.unfilled('x'),
    '[{"status":"running"}]',
  )
  const likely = fc.dictionary(keys, fc.oneof(words, fc.jsonValue()))
  const anything = fc.oneof(
    likely.map((payload) => JSON.stringify(payload)),
    fc.json(),
    fc.string(),
    bytes(),
  )
  const answer = fc.record({ block: fc.string(), notice: fc.string() }, { requiredKeys: [] })
  const client = fc.option(fc.constantFrom(...clients), { nil: undefined })

  it('never throws, and has an answer that its client understands', () => {
    fc.assert(
      fc.property(anything, answer, client, (text, given, name) => {
        const result = readPayload(text, { client: name, cwd })
        if ('event' in result) answersOf(result.event).parse(printAnswer(result.event, given).json)
      }),
      { numRuns: 2_000 },
    )
  })

  it('is never held where nobody knows the client', () => {
    fc.assert(
      fc.property(likely, answer, (payload, given) => {
        const event = read(payload)
        if (event.client === 'unknown') expect([event.kind, printAnswer(event, given).json]).toEqual(['other', {}])
      }),
    )
  })

  function bytes() {
    return fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array).toString('utf8'))
  }
})
