import { LoopError, operation, text, time } from 'loop-core'
import { z } from 'zod'
import { CtlConfig } from '../../config.ts'
import { cursorOf, type Place, pageBehind, pageSince, placeIn } from '../../feed.ts'
import { projectFilter, readInstant } from '../../filters.ts'
import { paging, readPage } from '../../page.ts'
import { readAudit } from '../../storage/log.ts'
import { AuditRow, auditRowOf, nounOf } from '../../views/audit.ts'

const word = text(255).optional()

export const listChanges = operation({
  name: 'list_changes',
  title: 'List changes',
  summary:
    'What changed strictly after a time, oldest first. Read on with next_since, or with cursor, which also holds what comes to the last time later.',
  command: 'change list',
  shortcut: 'changes',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/changes'],
  tool: false,
  input: z.object({
    since: word.describe('Such as 2026-01-05T12:00:00Z; needed unless there is a cursor'),
    cursor: word.describe('That of the answer before'),
    project_id: word,
    entity_type: word.describe('Such as story'),
    action: word.describe('Such as verified'),
    limit: paging.limit,
  }),
  output: z.object({
    data: z.array(AuditRow.omit({ old_state: true, actor_id: true })),
    has_more: z.boolean(),
    next_since: time(),
    cursor: z.string(),
  }),
  async run({ since, cursor, project_id, entity_type, action, limit }, context) {
    const start = cursor === undefined ? { at: requireSince(since), seq: null } : placeIn(cursor)
    const scope = await projectFilter(context.db, project_id ?? (context.config(CtlConfig).LOOPCTL_PROJECT || undefined))
    const filter = { scope, entityType: entity_type && nounOf(entity_type), action }
    const most = readPage({ limit }, { style: 'offset', size: 1_000, most: 1_000 }).limit
    const read: Parameters<typeof pageSince>[0] = (part) => readAudit(context, { ...filter, ...part })
    const { events, more } = cursor === undefined ? await pageSince(read, start.at, most) : await pageBehind(read, start, most)
    const end: Place = events.at(-1) ?? start
    const data = events.map((event) => auditRowOf(event, context.actor))
    return { data, has_more: more, next_since: end.at, cursor: cursorOf(end) }
  },
})

function requireSince(since: string | undefined): string {
  if (since === undefined || since === '') throw badSince("The 'since' parameter is required")
  const at = readInstant(since)
  if (at === undefined) throw badSince("The 'since' parameter is not a time")
  return at
}

function badSince(message: string): LoopError {
  const hints = ['Send a time with its offset, such as since=2026-01-05T12:00:00Z; a + in an address is written %2B.']
  return new LoopError('invalid_input', message, { status: 400, code: 'bad_since', hints })
}
