export interface GateTables {
  gate_decisions: {
    id: string
    at: string
    session: string | null
    profile: string
    decision: 'stop' | 'continue'
    outcome: string
    stopping_reason: string
    confidence: number | null
    /** The issues' codes as JSON. */
    issues: string
    /** What the judgement read, as JSON with long texts cut. */
    inputs: string
  }
}
