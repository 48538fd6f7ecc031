import type { Selectable } from 'kysely'

export interface EnrolmentTables {
  ctl_root_authenticators: {
    id: string
    /** In base64url, as the key is. */
    credential_id: string
    public_key: string
    attestation_format: string
    /** How often it had signed when it was last seen. */
    sign_count: number
    friendly_name: string
    last_used_at: string | null
    inserted_at: string
    updated_at: string
  }
}

export type AuthenticatorRow = Selectable<EnrolmentTables['ctl_root_authenticators']>
