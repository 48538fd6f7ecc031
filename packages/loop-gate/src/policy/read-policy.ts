import { readYamlAs, type YamlFault } from 'loop-core/yaml'
import type { Policy } from './policy.ts'
import { largestPolicy } from './policy-path.ts'
import { PolicyFile } from './policy-schema.ts'

export { sayFault } from 'loop-core/yaml'
export type PolicyFault = YamlFault

/** Reads the text of `.loop/gate.yaml` and fills in every default, or says what is wrong at which line and key. */
export function readPolicy(text: string): { policy: Policy } | { faults: PolicyFault[] } {
  const read = readYamlAs(text, PolicyFile, { noun: 'policy', largest: largestPolicy })
  return 'faults' in read ? read : { policy: read.value }
}
