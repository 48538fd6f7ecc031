import { relativePathFault } from 'loop-core/workspace'
import type { Decision } from '../decision.ts'
import type { Task } from '../task/task.ts'
import { toolNamed } from '../task/tool-name.ts'
import type { ActionTool } from '../words.ts'
import { mutates, type ProposedAction } from './action.ts'
import { type ApprovalKind, approvalNeeded } from './approval.ts'

export type Boundary = 'tool' | 'mutation' | 'command' | 'workspace' | 'policy'

/** The event `security_eval`. */
export interface SecurityEvaluation {
  phase: 'pre_action'
  action: 'allow' | 'escalate' | 'deny'
  boundary: Boundary
  tool: string
  /** The code of a refusal. */
  code?: 'tool_not_allowed' | 'path_escapes' | 'command_not_configured' | 'path_denied'
  /** Which question a person has to answer. */
  approval?: ApprovalKind
  reason: string
}

/** Says whether an action is sanctioned at all, before approval and before anything runs. */
export function evaluateSecurity(
  action: ProposedAction,
  decision: Pick<Decision, 'status' | 'risk' | 'requiresHumanApproval'>,
  task: Task,
): SecurityEvaluation {
  const tool = toolNamed(action.tool)
  const facts = { phase: 'pre_action', tool: tool ?? action.tool.slice(0, 64) } as const
  const denial = tool === undefined ? unknownTool(facts.tool) : deniedBy(tool, action, task)
  if (denial) return { ...facts, action: 'deny', ...denial }
  const approval = approvalNeeded({ ...action, tool: tool! }, decision, task)
  if (approval === undefined) return { ...facts, action: 'allow', boundary: boundaryOf(tool!), reason: 'It is sanctioned.' }
  const boundary = approval === 'mutation' ? 'mutation' : 'policy'
  return { ...facts, action: 'escalate', boundary, approval, reason: reasons[approval] }
}

const reasons: Readonly<Record<ApprovalKind, string>> = {
  mutation: 'It changes files.',
  high_risk: 'It is of high risk, or asks for a person.',
  verifier_change: 'It changes what decides whether the work is right.',
  question: 'A person is asked.',
  recovery: 'Nobody knows what became of an effect.',
}

type Denial = Required<Pick<SecurityEvaluation, 'boundary' | 'code' | 'reason'>>

function unknownTool(tool: string): Denial {
  return { boundary: 'tool', code: 'tool_not_allowed', reason: `There is no tool ${tool}.` }
}

function deniedBy(tool: ActionTool, { args, paths, outside = [], verifiers = [] }: ProposedAction, task: Task): Denial | undefined {
  const { allowedTools, protectVerifiers } = task.security
  if (!allowedTools.includes(tool)) return { boundary: 'tool', code: 'tool_not_allowed', reason: `${tool} is not among the allowed tools.` }
  const left = outside[0] ?? paths.find(leaves)
  if (left !== undefined)
    return { boundary: 'workspace', code: 'path_escapes', reason: `${JSON.stringify(left.slice(0, 200))} is outside the workspace.` }
  const command = commandFault(tool, args, task)
  if (command) return { boundary: 'command', code: 'command_not_configured', reason: command }
  if (verifiers.length > 0 && protectVerifiers === 'deny' && mutates(tool, args))
    return { boundary: 'policy', code: 'path_denied', reason: `${verifiers[0]} decides whether the work is right, and is protected.` }
  return undefined
}

/** Other faults of a path are ordinary errors of the tool. */
function leaves(path: string): boolean {
  const fault = relativePathFault(path)
  return fault === 'absolute' || fault === 'dot_dot'
}

/** A missing command is for the tool to say: nothing can run then. */
function commandFault(tool: ActionTool, args: ProposedAction['args'], task: Task): string | undefined {
  if (tool === 'repo_run_check') {
    const known = typeof args.check === 'string' && Object.hasOwn(task.checks, args.check)
    return known ? undefined : 'Only a configured check can be run.'
  }
  const configured = { repo_run_tests: task.testCommand, repo_run_typecheck: task.typecheckCommand }[tool as string]
  if (boundaryOf(tool) !== 'command' || args.command === undefined || args.command === configured) return undefined
  return `Only the configured command can be run: ${configured ?? 'none is'}.`
}

function boundaryOf(tool: ActionTool): Boundary {
  if (tool === 'repo_apply_patch') return 'mutation'
  return tool.startsWith('repo_run_') ? 'command' : 'workspace'
}
