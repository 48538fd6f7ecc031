import type { Migration } from '../storage/migrate.ts'

export interface ReservationRow {
  id: string
  name: string
  day: string
  amount: number
  reserved_at: string
}

/** Behind the door: what all tenants use up together, by day. */
export interface QuotaTables {
  /** What was reserved counts as used until it is settled. */
  core_quotas: { name: string; day: string; used: number }
  core_quota_reservations: ReservationRow
}

export const quotas: Migration = {
  async up(schema) {
    await schema.createTable('core_quotas', { columns: { name: 'text', day: 'text', used: 'integer' }, primaryKey: ['name', 'day'] })
    await schema.createTable('core_quota_reservations', {
      columns: { id: 'text', name: 'text', day: 'text', amount: 'integer', reserved_at: 'text' },
      primaryKey: ['id'],
      indexes: [['reserved_at']],
    })
  },
}
