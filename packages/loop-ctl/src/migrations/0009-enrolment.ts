import type { Migration } from 'loop-core'

/** The authenticators with which somebody signed up. */
export const enrolment: Migration = {
  async up(schema) {
    await schema.createTable('ctl_root_authenticators', {
      columns: {
        id: 'text',
        credential_id: 'text',
        public_key: 'text',
        attestation_format: 'text',
        sign_count: 'integer',
        friendly_name: 'text',
        last_used_at: { type: 'text', nullable: true },
        inserted_at: 'text',
        updated_at: 'text',
      },
      primaryKey: ['id'],
      unique: [['credential_id']],
      checks: ['sign_count >= 0'],
    })
  },
}
