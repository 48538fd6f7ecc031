/** What a run has used, and what went wrong in a row. */
export interface Counters {
  iteration: number
  invalid_in_a_row: number
  empty_in_a_row: number
  failed_in_a_row: number
  final_rejections: number
  recoveries: number
  tool_calls: number
  approx_tokens: number
  input_tokens: number
  output_tokens: number
  cost_micros: number
  /** Without the time in which people were waited for. */
  active_ms: number
  /** Whether the one warning was given. */
  warned: boolean
}

export const noCounters: Counters = {
  iteration: 0,
  invalid_in_a_row: 0,
  empty_in_a_row: 0,
  failed_in_a_row: 0,
  final_rejections: 0,
  recoveries: 0,
  tool_calls: 0,
  approx_tokens: 0,
  input_tokens: 0,
  output_tokens: 0,
  cost_micros: 0,
  active_ms: 0,
  warned: false,
}
