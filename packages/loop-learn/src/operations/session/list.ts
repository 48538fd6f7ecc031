import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { viewLearning } from '../../learning.ts'
import { pageOf, placeIn } from '../../page.ts'
import { everybody } from '../../roles.ts'
import { gapOf } from '../../sessions/resolve.ts'
import { countSessions, listSessions as sessionsOf } from '../../storage/session-lists.ts'
import { Session, viewSession } from '../../views/session.ts'

export const listSessions = operation({
  name: 'list_sessions',
  title: 'List sessions',
  summary: 'Sessions, the newest first; get_session shows one with its observations.',
  kind: 'read',
  roles: everybody,
  rest: ['GET /api/sessions'],
  command: 'session list',
  tool: false,
  input: z.object({
    domain: field.domain.optional(),
    since: field.moment.optional().describe('Begun then or later'),
    until: field.moment.optional().describe('Begun before'),
    limit: field.limit(20),
    cursor: field.cursor,
  }),
  output: z.object({ sessions: z.array(Session), total: z.int(), next_cursor: z.string().optional() }),
  async run({ limit, cursor, ...filter }, context) {
    const learning = await viewLearning(context)
    const { db, learner, at } = learning
    const rows = await sessionsOf(db, learner, { ...filter, behind: placeIn(cursor), limit: limit + 1 })
    const { page, ...next } = pageOf(rows, limit, ({ started_at, id }) => ({ at: started_at, id }))
    const sessions = page.map((row) => viewSession(row, { at, gap: gapOf(learning) }))
    return { sessions, total: await countSessions(db, learner, filter), ...next }
  },
})
