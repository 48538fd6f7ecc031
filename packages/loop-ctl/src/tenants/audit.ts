import { type EffectContext, type LoopEvent, text } from 'loop-core'
import type { Tenant } from 'loop-core/accounts'
import type { z } from 'zod'
import { type AuditFilter, auditFilterOf } from '../audit-filter.ts'
import type { CtlDatabase } from '../ctl.ts'
import type { Page } from '../page.ts'
import { invalid } from '../refusals.ts'
import { countAudit, readAudit } from '../storage/log.ts'
import { AuditRow, auditRowOf } from '../views/audit.ts'
import { currentName } from './find.ts'

/** One row of the audit trails of all tenants. */
export const TenantAuditRow = AuditRow.extend({ tenant_id: text(64), tenant_name: text(255), tenant_slug: text(64) })

/** An event with whose it is. */
interface Line {
  at: string
  event: LoopEvent
  tenant: Tenant
}

/** How deep into all logs one may look; whoever wants more names a time or a tenant. */
const deepest = 10_000

/** Refuses a page for which too much would have to be passed over. */
export function requireNear({ limit, offset }: Page): void {
  if (offset + limit <= deepest) return
  const hints = ['Ask for what happened up to a time: to=2026-01-05T12:00:00Z. Or for one tenant: tenant_id.']
  throw invalid({ page: `must end within the first ${deepest} rows` }, { code: 'page_too_far', hints })
}

/** The audit trail of each tenant, of which only what a filter lets through is seen. */
export function auditsOf({ actor, door }: EffectContext, tenants: readonly Tenant[], filter: z.output<typeof AuditFilter>) {
  return tenants.map((tenant) => {
    const inside = <Result>(work: (db: CtlDatabase, meant: Awaited<ReturnType<typeof auditFilterOf>>) => Promise<Result>) =>
      door().transaction(tenant.id, 'read', async (db) => work(db, await auditFilterOf(db, filter)))
    return {
      count: () => inside((db, meant) => countAudit({ db, actor }, meant)),
      read: (part: { offset: number; limit: number }) =>
        inside(async (db, meant): Promise<Line[]> => {
          const events = await readAudit({ db, actor }, { ...meant, ...part, newestFirst: true })
          return events.map((event) => ({ at: event.at, event, tenant }))
        }),
    }
  })
}

/** The lines as their readers see them, with what each tenant is called now. */
export async function rowsOf({ actor, door }: EffectContext, lines: readonly Line[]): Promise<z.output<typeof TenantAuditRow>[]> {
  const names = new Map<string, string>()
  for (const tenant of new Set(lines.map((line) => line.tenant))) names.set(tenant.id, await currentName(door(), tenant))
  return lines.map(({ event, tenant: { id } }) => ({
    ...auditRowOf(event, { ...actor, tenant: id }),
    tenant_id: id,
    tenant_name: names.get(id)!,
    tenant_slug: id,
  }))
}
