import { describe, expect, it } from 'vitest'
import type { Decision } from '../decision.ts'
import type { WrittenTask } from '../task/task.ts'
import { actionSha256, type ProposedAction } from './action.ts'
import { answerOf, approvalKinds } from './approval.ts'
import { decisionWith, taskWith } from './fixtures/gates.ts'
import { evaluateSecurity } from './security.ts'

function evaluated(action: Partial<ProposedAction>, flags: WrittenTask = {}, decision: Partial<Decision> = {}) {
  return evaluateSecurity({ tool: 'repo_read_file', args: {}, paths: [], ...action }, decisionWith(decision), taskWith(flags))
}

const patch = { tool: 'repo.apply_patch', paths: ['src/a.js'] }
const testPatch = { ...patch, verifiers: ['test/a.js'] }
const onlyReading: WrittenTask = { security: { allowedTools: ['repo.read_file'] } }
const free: WrittenTask = { security: { requireApprovalForMutations: false } }
const open: WrittenTask = { security: { requireApprovalForMutations: false, protectVerifiers: 'allow' } }
const shut: WrittenTask = { security: { protectVerifiers: 'deny' } }

describe('before an action', () => {
  it.each<[string, Partial<ProposedAction>, WrittenTask, string]>([
    ['a tool that nobody knows', { tool: 'shell' }, {}, 'deny tool tool_not_allowed'],
    ['22. a tool outside allowedTools', patch, onlyReading, 'deny tool tool_not_allowed'],
    ['a path with ..', { paths: ['a', 'a/../../x'] }, {}, 'deny workspace path_escapes'],
    ['an absolute path', { paths: ['/etc/passwd'] }, {}, 'deny workspace path_escapes'],
    ['a path through a link', { paths: ['link/x'], outside: ['link/x'] }, {}, 'deny workspace path_escapes'],
    ['a path that is only wrong', { paths: [''] }, {}, 'allow workspace'],
    ['another test command', { tool: 'repo_run_tests', args: { command: 'rm -rf .' } }, {}, 'deny command command_not_configured'],
    ['the configured one', { tool: 'repo_run_tests', args: { command: 'npm test' } }, {}, 'allow command'],
    ['none', { tool: 'repo_run_tests' }, {}, 'allow command'],
    [
      'a typecheck that is not configured',
      { tool: 'repo_run_typecheck', args: { command: 'tsc' } },
      {},
      'deny command command_not_configured',
    ],
    [
      'a check that is not configured',
      { tool: 'repo_run_check', args: { check: 'a' } },
      { checks: { lint: 'x' } },
      'deny command command_not_configured',
    ],
    ['a check that is', { tool: 'repo_run_check', args: { check: 'lint' } }, { checks: { lint: 'x' } }, 'allow command'],
    ['a file to read', { paths: ['src/a.js'] }, {}, 'allow workspace'],
    ['a patch', patch, {}, 'escalate mutation mutation'],
    ['a dry run of one', { ...patch, args: { dryRun: true } }, {}, 'allow mutation'],
    ['a patch that needs no approval', patch, free, 'allow mutation'],
    [
      'a patch of what a build server runs, even then',
      { ...patch, escalated: ['.github/workflows/a.yml'] },
      open,
      'escalate policy high_risk',
    ],
    ['36. a patch of a verifier, even then', testPatch, free, 'escalate policy verifier_change'],
    ['36. a patch of a protected verifier', testPatch, shut, 'deny policy path_denied'],
    ['a patch of a verifier that is nothing special', testPatch, open, 'allow mutation'],
  ])('%s', (_, action, flags, expected) => {
    const { action: answer, boundary, code, approval } = evaluated(action, flags)
    expect([answer, boundary, code ?? approval].join(' ').trim()).toBe(expected)
  })

  it('23. one of high risk needs a person, which weighs more than the change itself', () => {
    expect(evaluated({}, {}, { risk: 'high' })).toMatchObject({ action: 'escalate', boundary: 'policy', approval: 'high_risk' })
    expect(evaluated(patch, {}, { risk: 'high' })).toMatchObject({ approval: 'high_risk' })
    expect(evaluated(testPatch, {}, { risk: 'high' })).toMatchObject({ approval: 'verifier_change' })
    expect(evaluated({}, { governance: { escalateHighRisk: false } }, { risk: 'high' })).toMatchObject({ action: 'allow' })
    expect(evaluated({}, {}, { requiresHumanApproval: true })).toMatchObject({ approval: 'high_risk' })
    expect(evaluated({}, {}, { status: 'needs_human' })).toMatchObject({ approval: 'high_risk' })
  })

  it('says all in one event', () => {
    expect(evaluated(patch)).toEqual({
      phase: 'pre_action',
      action: 'escalate',
      boundary: 'mutation',
      tool: 'repo_apply_patch',
      approval: 'mutation',
      reason: 'It changes files.',
    })
  })
})

describe('approval', () => {
  const answers = (mode: 'manual' | 'auto' | 'deny') => approvalKinds.map((kind) => answerOf(kind, mode))

  it('is given or refused by the mode of the task', () => {
    expect(answers('manual')).toEqual(['ask', 'ask', 'ask', 'ask', 'ask'])
    expect(answers('deny')).toEqual(['deny', 'deny', 'deny', 'deny', 'deny'])
  })

  it('29. is never given to a question without a person, nor to an effect that nobody knows of', () => {
    expect(answers('auto')).toEqual(['approve', 'approve', 'approve', 'deny', 'ask'])
  })

  it('for a whole run covers later changes and nothing else', () => {
    const kinds = approvalKinds.map((kind) => answerOf(kind, 'manual', { approved_for_run: true }))
    expect(kinds).toEqual(['approve', 'ask', 'ask', 'ask', 'ask'])
  })

  it('is bound to the action, however it is spelt', () => {
    expect(actionSha256('repo.read_file', { a: 1, b: 2 })).toBe(actionSha256('repo_read_file', { b: 2, a: 1 }))
    expect(actionSha256('repo_read_file', { a: 1 })).not.toBe(actionSha256('repo_read_file', { a: 2 }))
  })
})
