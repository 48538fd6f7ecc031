import type { DecisionStatus, Risk } from './words.ts'

/** One call of a tool that a decision asks for; the tool's name as the model wrote it. */
export interface ToolCall {
  tool: string
  args: Record<string, unknown>
}

/** What one turn of the loop decides. */
export interface Decision {
  status: DecisionStatus
  /** 1–4,000 characters. */
  summary: string
  /** In order; empty unless the status is `continue`, or a person is asked about an action. */
  actions: readonly ToolCall[]
  finalAnswer?: string
  /** 0–1. */
  confidence: number
  risk: Risk
  requiresHumanApproval: boolean
}
