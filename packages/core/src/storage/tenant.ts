import { LoopError } from '../error.ts'

const pattern = /^[a-z0-9][a-z0-9_-]{0,62}$/

/** Refuses what cannot be the name of a file on every system. */
export function checkTenant(tenant: string): string {
  if (pattern.test(tenant)) return tenant
  throw new LoopError('invalid_input', 'The name of a tenant has 1 to 63 of a–z, 0–9, `_` and `-`, and begins with a letter or digit.')
}
