import type { CtlDatabase } from '../ctl.ts'

export interface TokenTotals {
  total_tokens: number
  total_cost_millicents: number
}

/** What each of these stories has used; a story without a report is left out. */
export async function tokenTotalsOf(db: CtlDatabase, storyIds: readonly string[]): Promise<Map<string, TokenTotals>> {
  if (storyIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('ctl_token_usage')
    .select((of) => [
      'story_id',
      of.fn.sum<number>(of('input_tokens', '+', of.ref('output_tokens'))).as('tokens'),
      of.fn.sum<number>('cost_millicents').as('cost'),
    ])
    .where('story_id', 'in', storyIds)
    .where('deleted_at', 'is', null)
    .groupBy('story_id')
    .execute()
  return new Map(
    rows.map(({ story_id, tokens, cost }) => [story_id, { total_tokens: Number(tokens), total_cost_millicents: Number(cost) }]),
  )
}
