import { mapLimited, operation } from 'loop-core'
import { listTenants } from 'loop-core/accounts'
import { z } from 'zod'
import { takeCensus } from '../../storage/census.ts'
import { aDayBefore } from '../../tenants/find.ts'
import { Stats, statsOf } from '../../views/stats.ts'

export const adminGetStats = operation({
  name: 'admin_get_stats',
  title: 'Get statistics',
  summary: 'How much there is of everything, over all tenants.',
  command: 'admin stats',
  kind: 'effect',
  roles: ['superadmin'],
  rest: ['GET /api/v1/admin/stats'],
  tool: false,
  input: z.object({}),
  output: z.object({ stats: Stats }),
  async run(_, { door, now, progress }) {
    const tenants = await listTenants(door())
    let done = 0
    const censuses = await mapLimited(tenants, async ({ id }) => {
      const census = await door().transaction(id, 'read', (db) => takeCensus(db, aDayBefore(now())))
      progress(++done, tenants.length)
      return census
    })
    return { stats: statsOf(tenants, censuses) }
  },
})
