import { describe, expect, it } from 'vitest'
import { decisionOfJson } from './json-decision.ts'

const action = { type: 'tool_call', tool: 'repo.read_file', args: { path: 'a' } }
const going = { status: 'continue', summary: 'Read it', next_action: action }

function taken(value: unknown) {
  const read = decisionOfJson(value)
  if ('fault' in read) throw new Error(read.fault)
  return read.decision
}

describe('a decision in JSON', () => {
  it('has its defaults, also where they are said to be null', () => {
    const expected = {
      status: 'continue',
      summary: 'Read it',
      actions: [{ tool: 'repo_read_file', args: { path: 'a' } }],
      confidence: 0.5,
      risk: 'low',
      requiresHumanApproval: false,
    }
    expect(taken(going)).toEqual(expected)
    expect(taken({ ...going, confidence: null, risk: null, requires_human_approval: null, final_answer: null })).toEqual(expected)
  })

  it('may be final with a blank answer, which the final gate will reject', () => {
    expect(taken({ status: 'final', summary: 'x', final_answer: '', confidence: 1 })).toMatchObject({ finalAnswer: '', actions: [] })
  })

  it('may ask a person, with or without an action', () => {
    expect(taken({ status: 'needs_human', summary: 'Which one?' }).actions).toEqual([])
    expect(taken({ ...going, status: 'needs_human' }).actions).toHaveLength(1)
  })

  it('may have its arguments as a text of JSON, or none', () => {
    expect(taken({ ...going, next_action: { ...action, args: '{"path":"b"}' } }).actions[0]?.args).toEqual({ path: 'b' })
    expect(taken({ ...going, next_action: { tool: 'repo_git_diff' } }).actions[0]?.args).toEqual({})
  })

  it.each<[string, unknown, string]>([
    ['no object', 'prose', 'JSON object'],
    ['a list', [going], 'JSON object'],
    ['nothing', null, 'JSON object'],
    ['another status', { ...going, status: 'done' }, '"status"'],
    ['no summary', { ...going, summary: ' ' }, '"summary"'],
    ['a long summary', { ...going, summary: 'a'.repeat(4_001) }, '"summary"'],
    ['no action', { ...going, next_action: undefined }, '"next_action"'],
    ['an action of another type', { ...going, next_action: { ...action, type: 'shell' } }, '"next_action"'],
    ['an action without a tool', { ...going, next_action: { args: {} } }, '"next_action"'],
    ['arguments that are no object', { ...going, next_action: { ...action, args: '[1]' } }, 'arguments'],
    ['arguments that are no JSON', { ...going, next_action: { ...action, args: '{' } }, 'arguments'],
    ['arguments of JSON in JSON', { ...going, next_action: { ...action, args: '"{}"' } }, 'arguments'],
    ['arguments without end', { ...going, next_action: { ...action, args: { a: 'a'.repeat(1_048_577) } } }, '1 MiB'],
    ['a final without an answer', { status: 'final', summary: 'x' }, '"final_answer"'],
    ['a final with an action', { ...going, status: 'final', final_answer: 'x' }, '"next_action"'],
    ['a final answer without end', { status: 'final', summary: 'x', final_answer: 'a'.repeat(20_001) }, '"final_answer"'],
    ['too much confidence', { ...going, confidence: 1.01 }, '"confidence"'],
    ['no number', { ...going, confidence: Number.NaN }, '"confidence"'],
    ['another risk', { ...going, risk: 'none' }, '"risk"'],
    ['a flag as a text', { ...going, requires_human_approval: 'yes' }, '"requires_human_approval"'],
  ])('with %s cannot be used', (_, value, why) => {
    expect(() => taken(value)).toThrow(why)
  })
})
