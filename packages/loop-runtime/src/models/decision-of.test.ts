import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ModelReply } from '../model.ts'
import { decisionOf } from './decision-of.ts'

const usage = { inputTokens: 1, outputTokens: 1, cachedInputTokens: 0, estimated: true }
const reply = (text: string, ...calls: [string, unknown][]): ModelReply => ({
  text,
  calls: calls.map(([tool, args], index) => ({ id: `call_${index}`, tool, args })),
  end: 'stop',
  usage,
})
const decided = (...given: Parameters<typeof reply>) => {
  const read = decisionOf(reply(...given))
  return 'decision' in read ? read.decision : read
}
const faultOf = (...given: Parameters<typeof reply>) => {
  const read = decisionOf(reply(...given))
  return 'fault' in read ? read.fault : undefined
}

describe('calls', () => {
  it('become actions, the text the summary', () => {
    expect(decided('I run the tests.', ['repo_run_tests', {}])).toEqual({
      status: 'continue',
      summary: 'I run the tests.',
      actions: [{ tool: 'repo_run_tests', args: {} }],
      confidence: 0.5,
      risk: 'low',
      requiresHumanApproval: false,
    })
    expect(decided('', ['repo_run_tests', undefined], ['repo_git_diff', ''])).toMatchObject({
      summary: 'Calls repo_run_tests, repo_git_diff.',
    })
    expect(decided('x'.repeat(5_000), ['repo_run_tests', {}])).toMatchObject({ summary: 'x'.repeat(4_000) })
  })

  it('may be spelled with points, and carry their arguments as text', () => {
    const actions = [{ tool: 'repo_read_file', args: { path: 'a.js' } }]
    expect(decided('', ['repo.read_file', '{"path":"a.js"}'])).toMatchObject({ actions })
    expect(faultOf('', ['repo_read_file', '"{\\"path\\":\\"a.js\\"}"'])).toBe('The arguments of repo_read_file are not a JSON object.')
    expect(faultOf('', ['repo_read_file', [1]])).toBe('The arguments of repo_read_file are not a JSON object.')
  })

  it('keep a tool that nobody knows', () => {
    expect(decided('', ['shell', { command: 'ls' }])).toMatchObject({ actions: [{ tool: 'shell' }] })
  })

  it('end the turn: finish, ask_human, give_up', () => {
    expect(decided('Done.', ['finish', { final_answer: 'It was a blank.', confidence: 0.9 }])).toMatchObject({
      status: 'final',
      finalAnswer: 'It was a blank.',
      confidence: 0.9,
      actions: [],
    })
    expect(decided('Hm.', ['ask_human', { question: 'Which?' }])).toMatchObject({ status: 'needs_human', summary: 'Which?', actions: [] })
    expect(decided('No.', ['give_up', {}])).toMatchObject({ status: 'failed', summary: 'No.' })
  })

  it('that end the turn stand alone', () => {
    expect(faultOf('', ['repo_run_tests', {}], ['finish', { final_answer: 'x' }])).toBe(
      'finish must be the only call of a reply. None of the 2 calls was run.',
    )
    expect(faultOf('', ['finish', {}])).toContain('"final_answer"')
    expect(faultOf('', ['finish', { final_answer: 'x', confidence: 2 }])).toContain('"confidence"')
  })
})

describe('text', () => {
  const action = { type: 'tool_call', tool: 'repo.run_tests', args: {} }

  it('is a decision in JSON, also in a fence', () => {
    const json = JSON.stringify({
      status: 'continue',
      summary: 'Reproduce',
      next_action: action,
      risk: 'high',
      requires_human_approval: true,
    })
    for (const text of [json, `\`\`\`json\n${json}\n\`\`\``, `  ${json}\n`]) {
      expect(decided(text)).toEqual({
        status: 'continue',
        summary: 'Reproduce',
        actions: [{ tool: 'repo_run_tests', args: {} }],
        confidence: 0.5,
        risk: 'high',
        requiresHumanApproval: true,
      })
    }
    expect(decided('{"status":"needs_human","summary":"Which?","next_action":null}')).toMatchObject({ status: 'needs_human', actions: [] })
  })

  it.each([
    ['The tests pass now.', 'The reply is prose'],
    ['', 'The reply is empty'],
    ['{"status":"final"}{"status":"final"}', 'more than one JSON object'],
    ['{"status": final}', 'not valid JSON'],
    ['[1]', 'A decision is a JSON object'],
    ['{"answer":42}', '"status" is one of'],
    ['{"status":"continue","summary":""}', '"summary" is'],
    ['{"status":"continue","summary":"x"}', 'To continue needs'],
    ['{"status":"continue","summary":"x","next_action":{"type":"shell","tool":"a"}}', '"next_action" is'],
    ['{"status":"continue","summary":"x","next_action":{"args":{}}}', '"next_action" is'],
    ['{"status":"continue","summary":"x","next_action":{"type":"tool_call","tool":"a","args":"b"}}', 'The arguments of a'],
    ['{"status":"final","summary":"x"}', '"final_answer"'],
    [`{"status":"final","summary":"x","final_answer":"y","next_action":${JSON.stringify(action)}}`, 'no "next_action"'],
    ['{"status":"failed","summary":"x","next_action":{}}', 'no "next_action"'],
    ['{"status":"failed","summary":"x","confidence":"1"}', '"confidence"'],
    ['{"status":"failed","summary":"x","risk":"some"}', '"risk"'],
    ['{"status":"failed","summary":"x","requires_human_approval":"no"}', '"requires_human_approval"'],
  ])('%j cannot be used', (text, why) => {
    expect(faultOf(text)).toContain(why)
  })

  const seed = Date.now()
  it(`never makes it throw, whatever it is (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.array(fc.tuple(fc.string(), fc.anything())), (text, calls) => {
        const read = decisionOf(reply(text, ...calls))
        expect('fault' in read || read.decision.summary.length > 0).toBe(true)
      }),
      { seed },
    )
  })
})
