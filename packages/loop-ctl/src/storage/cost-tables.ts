import type { AnomalyType, CostScope } from '../words.ts'

/** What reports of tokens come to by day, and what stands out among them. */
export interface CostTables {
  /** One row for each thing that cost something on a day; reports may be gone since. */
  ctl_cost_summaries: {
    id: string
    scope_type: CostScope
    scope_id: string
    /** The day in UTC, such as 2026-01-05. */
    period_start: string
    period_end: string
    total_input_tokens: number
    total_output_tokens: number
    total_cost_millicents: number
    report_count: number
    /** JSON: model, then phase, then its figures. */
    model_breakdown: string
    /** Null for a story. */
    avg_cost_per_story_millicents: number | null
    /** 1 where a report of that day has changed since. */
    stale: number
    inserted_at: string
    updated_at: string
  }
  ctl_cost_anomalies: {
    id: string
    story_id: string
    project_id: string
    /** Whose reports about the story cost most. */
    agent_id: string | null
    anomaly_type: AnomalyType
    story_cost_millicents: number
    reference_avg_millicents: number
    deviation_factor: number
    resolved: number
    archived: number
    metadata: string
    inserted_at: string
    updated_at: string
  }
}
