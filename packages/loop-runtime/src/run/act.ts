import type { Decision } from '../decision.ts'
import { actionSha256, type ProposedAction } from '../gates/action.ts'
import { evaluateSecurity, type SecurityEvaluation } from '../gates/security.ts'
import { governRepeat } from '../gates/stuck.ts'
import { toolNamed } from '../task/tool-name.ts'
import type { Proposal } from '../tools/tool.ts'
import type { ActionTool } from '../words.ts'
import { isApproved } from './approve.ts'
import { isSpent } from './ask-model.ts'
import { conclude } from './conclude.ts'
import { endingOf } from './end-run.ts'
import type { Engine } from './engine.ts'
import { govern } from './govern.ts'
import type { Journal } from './journal.ts'
import { intentOf, perform } from './perform.ts'
import { stuckStepsOf, type Work } from './reading.ts'

type Action = Extract<Work, { kind: 'act' }>

/** One action on the files as they are, before anything of it is done. */
export interface Attempt extends Action {
  call: Decision['actions'][number]
  proposal: Proposal
  sha: string
  digest: string | null
}

/** Does the next action of a decision, or refuses it, or waits for a person. */
export async function act(engine: Engine, journal: Journal, action: Action): Promise<void> {
  if (await isSpent(engine, journal, 'tool')) return
  const { decision, index } = action
  const call = decision.actions[index]!
  const proposal = await engine.tools.propose(call)
  const security = evaluateSecurity(proposal.action, decision, engine.task)
  const sha = actionSha256(call.tool, call.args)
  const digest = isNewReading(journal, sha, security) ? digestSeen(journal) : await engine.tools.digest()
  const attempt: Attempt = { ...action, call, proposal, sha, digest }
  journal.event('security_eval', { ...security, judged: judgedOf(attempt) })
  if (security.action === 'deny') return deny(engine, journal, attempt, security)
  const repeat = governRepeat({ action_sha256: sha, digest }, stuckStepsOf(journal.steps), engine.task)
  if (repeat) return journal.commit(endingOf(journal, govern(journal, { decision: repeat, counters: journal.counters })))
  // What cannot be done anyway is nothing to ask a person about.
  const needed = proposal.fault === undefined ? security.approval : undefined
  if (needed && !(await isApproved(engine, journal, { ...attempt, kind: needed }))) return
  await perform(engine, journal, attempt)
}

const readings: readonly (ActionTool | undefined)[] = ['repo_list_files', 'repo_search_code', 'repo_read_file', 'repo_git_diff']

/** A reading that was not done before can be no repetition, and looking at all files would cost more than most of them. */
function isNewReading({ steps }: Journal, sha: string, { tool, approval }: SecurityEvaluation): boolean {
  return approval === undefined && readings.includes(toolNamed(tool)) && !steps.some(({ action_sha256 }) => action_sha256 === sha)
}

/** What the files were when they were last looked at. */
function digestSeen({ steps, row }: Journal): string | null {
  return steps.findLast(({ digest_after }) => digest_after !== null)?.digest_after ?? row.start_digest
}

/** What the gates saw of an action, besides its arguments: another task can be held to the same without the files. */
export type Judged = Pick<ProposedAction, 'paths' | 'outside' | 'verifiers' | 'escalated'> & { digest: string | null; fault?: string }

function judgedOf({ proposal: { action, fault }, digest }: Attempt): Judged {
  const { paths, outside, verifiers, escalated } = action
  return { digest, paths, ...given({ outside, verifiers, escalated }), ...(fault && { fault: fault.code ?? fault.kind }) }
}

function given<Lists extends object>(lists: Lists) {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list?.length > 0)) as {
    [Name in keyof Lists]?: NonNullable<Lists[Name]>
  }
}

async function deny(engine: Engine, journal: Journal, attempt: Attempt, { code, reason, tool }: SecurityEvaluation): Promise<void> {
  journal.event('tool_denied', { tool, code, reason })
  const step = await journal.begin(intentOf(attempt))
  const error = { code: code ?? 'forbidden', message: reason }
  await conclude(engine, journal, { step, risk: attempt.decision.risk, callId: attempt.callId, denied: true, error })
}
