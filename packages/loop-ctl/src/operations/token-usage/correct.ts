import { operation } from 'loop-core'
import { z } from 'zod'
import { correctTokens } from '../../changes/token-usage.ts'
import * as field from '../../fields.ts'
import { TokenUsageReport, tokenUsageOf } from '../../views/token-usage.ts'

export const correctTokenUsage = operation({
  name: 'correct_token_usage',
  title: 'Correct token usage report',
  summary: 'Add to a report of token usage, or with negative numbers take off; never more than there is. Model and phase stay unless said.',
  kind: 'write',
  roles: ['user'],
  rest: ['POST /api/v1/token-usage/:token_usage_report_id/correction'],
  status: 201,
  tool: false,
  input: z.object({ token_usage_report_id: field.tokenUsageReportId, ...field.tokenCorrection.shape }),
  output: z.object({ token_usage_report: TokenUsageReport }),
  async run({ token_usage_report_id, ...given }, context) {
    return { token_usage_report: tokenUsageOf(await correctTokens(context, token_usage_report_id, given)) }
  },
})
