import type { ToolCall } from '../decision.ts'
import type { Evidence } from '../gates/evidence-types.ts'
import type { Model, ModelTool } from '../model.ts'
import type { Runtime } from '../runtime.ts'
import type { ApprovalRow } from '../storage/tables.ts'
import type { RunnableTask } from '../task/task.ts'
import type { SettledPatch } from '../tools/settle.ts'
import type { Acting, Proposal } from '../tools/tool.ts'

/** The workspace of a run, as its driver uses it. */
export interface Toolbox {
  /** As models are told of them. */
  descriptions: readonly ModelTool[]
  propose(call: ToolCall): Promise<Proposal>
  /** Finds out what became of a patch whose writer died, and finishes it. */
  settle(effects: string, run: NonNullable<Acting['run']>): Promise<SettledPatch>
  /** The content of the files now; null where there are too many. */
  digest(): Promise<string | null>
  /** All that is known of the files since the run began. */
  evidence(facts: EvidenceFacts): Promise<Evidence>
}

/** What the run itself knows of its evidence. */
export interface EvidenceFacts {
  since: string
  startDigest: string | null
  toolSuccesses: number
  lastSuccess?: string | undefined
  dirtyStart: boolean
  lostCalls: number
}

/** What a person answers to a question. */
export interface PersonsAnswer {
  answer: 'approve' | 'deny' | 'revise' | 'reply'
  scope?: 'once' | 'run'
  comment?: string
}

/** All that drives one run. */
export interface Engine {
  runtime: Runtime
  task: RunnableTask
  tools: Toolbox
  model: Model
  /** What the model is told in every turn. */
  system: string
  contextTokens: number
  maxOutputTokens: number
  /** Aborted when the run shall end after what it does now. */
  stop: AbortSignal
  /** Asks somebody who is there; without one, the run waits. */
  ask?: (approval: ApprovalRow) => Promise<PersonsAnswer | undefined>
  onText?: (piece: string) => void
  onProgress?: Acting['onProgress']
}
