import { sql } from 'kysely'
import type { Database, Scope } from '../storage.ts'
import { tenantPlugin } from './tenant-plugin.ts'

/** Takes on the role and tells the row policies whose rows this transaction may see, all in one statement and until its end. */
export async function enter(db: Database, scope: Scope, role: string | undefined): Promise<Database> {
  const [tenant, door] = scope === 'directory' ? ['', 'directory'] : [scope.tenant, '']
  const takeRole = role ? sql`set_config('role', ${role}, true), ` : sql``
  await sql`select ${takeRole}set_config('loop.tenant', ${tenant}, true), set_config('loop.door', ${door}, true)`.execute(db)
  return scope === 'directory' ? db : db.withPlugin(tenantPlugin)
}
