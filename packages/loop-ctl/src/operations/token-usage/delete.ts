import { operation } from 'loop-core'
import { z } from 'zod'
import { takeBackTokens } from '../../changes/token-usage.ts'
import * as field from '../../fields.ts'
import { TokenUsageReport, tokenUsageOf } from '../../views/token-usage.ts'

export const deleteTokenUsage = operation({
  name: 'delete_token_usage',
  title: 'Delete token usage report',
  summary: 'Take a report of token usage back, with its corrections: nothing counts it from then on.',
  kind: 'destroy',
  roles: ['user'],
  rest: ['DELETE /api/v1/token-usage/:token_usage_report_id'],
  tool: false,
  input: z.object({ token_usage_report_id: field.tokenUsageReportId }),
  output: z.object({ token_usage_report: TokenUsageReport }),
  async run({ token_usage_report_id }, context) {
    return { token_usage_report: tokenUsageOf(await takeBackTokens(context, token_usage_report_id)) }
  },
})
