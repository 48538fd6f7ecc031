import { operation, text } from 'loop-core'
import { z } from 'zod'
import { daysAgo, sinceDays } from '../../knowledge/days.ts'
import { readerCalled, readerWithKey } from '../../knowledge/readers.ts'
import { invalid } from '../../refusals.ts'
import { topArticles, totalsOf } from '../../storage/article-usage.ts'
import { AccessTotals, TopArticle } from '../../views/article-usage.ts'
import { slimData } from '../../views/slim.ts'
import { forgivingNumber } from '../../whole-number.ts'

const id = text(64).optional()

const deprecation_hint = 'agent_id also takes the id of a key, which comes first; name a key by api_key_id.'

export const knowledgeAgentUsage = operation({
  name: 'knowledge_agent_usage',
  title: 'Knowledge read by one agent',
  summary: 'What one key or one agent has read; give exactly one of both.',
  kind: 'read',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  command: 'knowledge agent-usage',
  rest: ['GET /api/v1/knowledge/analytics/agents/:agent_id'],
  input: z.object({ agent_id: id, api_key_id: id, limit: forgivingNumber({ most: 100, unless: 20 }), since_days: sinceDays }),
  output: z.object({
    data: AccessTotals.omit({ unique_agents: true }).extend({
      resolved_as: z.enum(['api_key', 'agent']),
      api_key_id: z.string().nullable(),
      agent_id: z.string().nullable(),
      agent_name: z.string().nullable(),
      top_articles: z.array(TopArticle),
    }),
    meta: z.object({ limit: z.int(), since_days: z.int() }),
    _meta: z.object({ deprecation_hint: z.string() }).optional(),
  }),
  advertised: slimData,
  async run({ agent_id, api_key_id, limit, since_days }, context) {
    const { db } = context
    const given = [agent_id, api_key_id].filter((one) => one?.trim())
    if (given.length !== 1) throw oneOfBoth()
    const reader = api_key_id?.trim() ? await readerWithKey(db, api_key_id) : await readerCalled(db, agent_id!)
    const whose = reader.resolved_as === 'api_key' ? { api_key_id: reader.api_key_id! } : { agent_id: reader.agent_id! }
    const filter = { since: daysAgo(context, since_days), ...whose }
    const data = { ...reader, ...(await totalsOf(db, filter)), top_articles: await topArticles(db, filter, limit) }
    return { data, meta: { limit, since_days }, ...(api_key_id?.trim() ? {} : { _meta: { deprecation_hint } }) }
  },
})

function oneOfBoth() {
  const hints = ['Send api_key_id for what was read with one key, or agent_id for what one agent has read; not both.']
  return invalid({ base: 'exactly one of api_key_id and agent_id is required' }, { code: 'one_of_both', hints })
}
