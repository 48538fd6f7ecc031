import { z } from 'zod'
import { PolicyInput } from './policy-schema.ts'

/** The JSON Schema of `.loop/gate.yaml`, in the draft that editors know. */
export function policyJsonSchema() {
  const schema = z.toJSONSchema(PolicyInput, { io: 'input', target: 'draft-7' })
  return { ...schema, title: 'Loop gate policy', description: 'What must be true before an agent may stop in this folder.' }
}
