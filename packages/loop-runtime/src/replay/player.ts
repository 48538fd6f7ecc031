import { LoopError } from 'loop-core'
import type { ToolCall } from '../decision.ts'
import { receiptFacts } from '../evidence/gather.ts'
import { type Model, ModelError } from '../model.ts'
import { states } from '../run/approve.ts'
import type { EvidenceFacts, PersonsAnswer, Toolbox } from '../run/engine.ts'
import type { ApprovalRow, StepRow } from '../storage/tables.ts'
import type { Proposal, ToolAnswer } from '../tools/tool.ts'
import { type RecordedStep, type Recording, type Turn, turnsOf } from './recording.ts'

/** Nothing was recorded of what would come now. */
export class EndOfRecording extends Error {}

/** An effect broke off here. */
export class BrokenOff extends Error {
  readonly step: RecordedStep

  constructor(step: RecordedStep) {
    super('An effect broke off here.')
    this.step = step
  }
}

/** Answers in the place of a model, of tools and of people, with what was recorded. */
export class Player {
  readonly #recording: Recording
  readonly #turns: readonly Turn[]
  readonly #answered = new Set<string>()
  #asked = 0
  #digest: string | null
  #timeMs: number

  constructor(recording: Recording) {
    this.#recording = recording
    this.#turns = turnsOf(recording)
    this.#digest = recording.run.start_digest
    this.#timeMs = Date.parse(recording.run.created_at)
  }

  /** As far as the recorded effects took it. */
  readonly now = () => new Date(this.#timeMs)

  /** How often the model was asked in all. */
  get turns(): number {
    return this.#turns.length
  }

  hasMore(): boolean {
    return this.#asked < this.#turns.length
  }

  readonly model: Model = {
    name: 'recorded',
    reply: async () => {
      const { asked } = this.#turns[this.#asked++] ?? {}
      if (asked === undefined || asked.row.result_at === null) throw new EndOfRecording()
      this.#timeMs += asked.tookMs
      const { reply, error = '', late } = asked.left
      if (reply) return reply
      throw late || asked.row.outcome === 'lost' ? new BrokenOff(asked) : new ModelError(error)
    },
  }

  /** The tools, for the action of the present turn that `index` says. */
  tools(index: () => number): Toolbox {
    return {
      descriptions: [],
      propose: async (call) => this.#propose(call, this.#turn().actions[index()] ?? { judged: undefined, step: undefined }),
      digest: async () => this.#digest,
      evidence: async (facts) => this.#evidence(facts),
      settle: () => Promise.reject(new EndOfRecording()),
    }
  }

  /** What a person answered to this question, or would have had to for what was done. */
  answer({ action_sha256 }: ApprovalRow, index: number): PersonsAnswer | undefined {
    const { approvals } = this.#recording
    const row = approvals.find((one) => one.action_sha256 === action_sha256 && wasAnswered(one) && !this.#answered.has(one.id))
    if (row === undefined) return wasDone(this.#turn().actions[index]?.step) ? { answer: 'approve' } : undefined
    this.#answered.add(row.id)
    const answer = (Object.keys(states) as PersonsAnswer['answer'][]).find((word) => states[word] === row.state)!
    return { answer, scope: row.scope, ...(row.comment !== null && { comment: row.comment }) }
  }

  #turn(): Turn {
    return this.#turns[this.#asked - 1]!
  }

  #propose({ tool, args }: ToolCall, { judged, step }: Turn['actions'][number]): Proposal {
    this.#digest = step?.row.digest_before ?? judged?.digest ?? this.#digest
    const { paths = [], outside, verifiers, escalated, fault } = judged ?? { paths: [] }
    const action = { tool, args, paths, ...(outside && { outside }), ...(verifiers && { verifiers }), ...(escalated && { escalated }) }
    const perform = async () => this.#perform(step)
    return fault !== undefined && step ? { action, perform, fault: errorOf(step) } : { action, perform }
  }

  #perform(step: RecordedStep | undefined): ToolAnswer {
    if (step === undefined || step.row.outcome === 'denied') throw new EndOfRecording()
    const { row, left, tookMs } = step
    this.#timeMs += tookMs
    this.#digest = row.digest_after ?? this.#digest
    if (row.outcome === 'unknown') throw new BrokenOff(step)
    if (row.outcome === 'failed') throw errorOf(step)
    const output = JSON.parse(left.text!) as ToolAnswer['output']
    const isCommand = row.tool?.startsWith('repo_run_') === true
    const { wrote = false, receipt_id: receiptId } = left
    return { output, wrote, ...(isCommand && { outcome: output.outcome as never }), ...(receiptId !== undefined && { receiptId }) }
  }

  #evidence({ startDigest, toolSuccesses, lastSuccess, dirtyStart, lostCalls }: EvidenceFacts) {
    const { verified } = this.#turn()
    if (verified === undefined) throw new EndOfRecording()
    const known = this.#recording.receipts.filter((row) => Date.parse(row.started_at) + row.duration_ms <= Date.parse(verified.result_at!))
    return {
      ...{ digest: verified.digest_after, start_digest: startDigest, receipts: known.map(receiptFacts) },
      ...{ tool_successes: toolSuccesses, last_success: lastSuccess, dirty_start: dirtyStart, lost_calls: lostCalls },
    }
  }
}

function wasAnswered({ state, answered_at }: ApprovalRow): boolean {
  return answered_at !== null && state !== 'withdrawn'
}

function wasDone(step: { row: StepRow } | undefined): boolean {
  return step !== undefined && step.row.outcome !== 'denied'
}

function errorOf({ left }: RecordedStep): LoopError {
  const {
    code,
    message = '',
    hints = [],
  } = (JSON.parse(left.text ?? '{}') as { error?: { code?: string; message?: string; hints?: string[] } }).error ?? {}
  return new LoopError('invalid_input', message, { ...(code !== undefined && { code }), hints })
}
