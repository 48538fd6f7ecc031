import { LoopError } from 'loop-core'
import { describe, expect, it } from 'vitest'
import { readDecision } from './read-decision.ts'

const action = { type: 'tool_call', tool: 'repo.read_file', args: { path: 'a' } }
const going = { status: 'continue', summary: 'Read it', next_action: action }

function pathOfRefusal(value: unknown): unknown {
  try {
    readDecision(value)
  } catch (error) {
    if (LoopError.is(error) && error.code === 'bad_decision') return error.details?.path
    throw error
  }
  return 'taken'
}

describe('a decision', () => {
  it('has its defaults', () => {
    expect(readDecision(going)).toEqual({
      status: 'continue',
      summary: 'Read it',
      actions: [{ tool: 'repo.read_file', args: { path: 'a' } }],
      confidence: 0.5,
      risk: 'low',
      requiresHumanApproval: false,
    })
  })

  it('may be final with an answer that the final gate will reject', () => {
    expect(readDecision({ status: 'final', summary: 'x', final_answer: '', confidence: 1 })).toMatchObject({ finalAnswer: '', actions: [] })
  })

  it('may ask a person, with or without an action', () => {
    expect(readDecision({ status: 'needs_human', summary: 'Which one?' }).actions).toEqual([])
    expect(readDecision({ ...going, status: 'needs_human' }).actions).toHaveLength(1)
  })

  it('may have its arguments as a text of JSON, or none', () => {
    expect(readDecision({ ...going, next_action: { ...action, args: '{"path":"b"}' } }).actions[0]?.args).toEqual({ path: 'b' })
    expect(readDecision({ ...going, next_action: { tool: 'repo_git_diff' } }).actions[0]?.args).toEqual({})
  })

  it.each<[string, unknown, string]>([
    ['no object', 'prose', ''],
    ['a list', [going], ''],
    ['nothing', null, ''],
    ['another status', { ...going, status: 'done' }, 'status'],
    ['no summary', { ...going, summary: ' ' }, 'summary'],
    ['a long summary', { ...going, summary: 'a'.repeat(4_001) }, 'summary'],
    ['no action', { ...going, next_action: undefined }, 'next_action'],
    ['an action of another type', { ...going, next_action: { ...action, type: 'shell' } }, 'next_action.type'],
    ['an action without a tool', { ...going, next_action: { args: {} } }, 'next_action.tool'],
    ['arguments that are no object', { ...going, next_action: { ...action, args: '[1]' } }, 'next_action.args'],
    ['arguments that are no JSON', { ...going, next_action: { ...action, args: '{' } }, 'next_action.args'],
    ['arguments of JSON in JSON', { ...going, next_action: { ...action, args: '"{}"' } }, 'next_action.args'],
    ['arguments without end', { ...going, next_action: { ...action, args: { a: 'a'.repeat(1_048_577) } } }, 'next_action.args'],
    ['a final without an answer', { status: 'final', summary: 'x' }, 'final_answer'],
    ['a final with an action', { ...going, status: 'final', final_answer: 'x' }, 'next_action'],
    ['a final answer without end', { status: 'final', summary: 'x', final_answer: 'a'.repeat(20_001) }, 'final_answer'],
    ['too much confidence', { ...going, confidence: 1.01 }, 'confidence'],
    ['no number', { ...going, confidence: Number.NaN }, 'confidence'],
    ['another risk', { ...going, risk: 'none' }, 'risk'],
    ['a flag as a text', { ...going, requires_human_approval: 'yes' }, 'requires_human_approval'],
  ])('with %s cannot be used', (_, value, path) => {
    expect(pathOfRefusal(value)).toBe(path)
  })
})
