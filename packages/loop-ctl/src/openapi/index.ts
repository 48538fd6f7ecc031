import type { ModuleOpenApi } from 'loop-core'
import { agentStatuses } from '../words.ts'
import { agentHints } from './agent-hints.ts'
import { examples } from './examples.ts'
import { tags } from './tags.ts'
import { webhooks } from './webhooks.ts'

const status = { type: 'string', enum: agentStatuses }

/** What the OpenAPI document says besides what the operations say of themselves. */
export const openapi: ModuleOpenApi = {
  tags,
  examples,
  webhooks,
  refusalMembers: {
    current_state: { ...status, description: 'Of a 409 of a story: where it stands' },
    attempted_action: { type: 'string', description: 'Of a 409 of a story: what cannot be done there' },
    current_version: { type: 'integer', description: 'Of a 409 of an orchestrator state: the version that is there' },
    context: { type: 'object', description: 'Further facts, as each code has them' },
  },
  'x-agent-hints': agentHints,
}
