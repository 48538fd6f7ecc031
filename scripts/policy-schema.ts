import { join } from 'node:path'
import { policyJsonSchema } from '../packages/loop-gate/src/policy/schema.ts'
import type { Generated } from './operation-lists.ts'

/** The JSON Schema by which editors help with `.loop/gate.yaml`; it travels with the package. */
export function policySchema(root: string): Generated {
  return { path: join(root, 'packages/loop-gate/schema/gate.schema.json'), content: `${JSON.stringify(policyJsonSchema(), null, 2)}\n` }
}
