import type { Policy } from './policy.ts'
import type { PolicyText } from './policy-file.ts'
import { type PolicyFault, readPolicy } from './read-policy.ts'

/**
 * The policy of a file whose hash the environment names as accepted (`LOOP_GATE_ACCEPT`), for machines without a person.
 *
 * It brings YAML and zod along, so the stop hook imports this file only where the variable is set.
 */
export function acceptedByEnvironment(
  { text, hash }: PolicyText,
  { LOOP_GATE_ACCEPT }: Readonly<Record<string, string | undefined>>,
): { policy: Policy } | { faults: PolicyFault[] } | undefined {
  return LOOP_GATE_ACCEPT?.trim().toLowerCase() === hash ? readPolicy(text) : undefined
}
