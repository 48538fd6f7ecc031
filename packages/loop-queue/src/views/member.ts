import type { MemberRow } from 'loop-core/accounts'
import { z } from 'zod'
import { present } from './task.ts'

export const Member = z.object({ id: z.string(), name: z.string(), email: z.string().optional(), created_at: z.string() })

export function memberOf({ id, name, email, created_at }: MemberRow, withAddress = true): z.output<typeof Member> {
  return present({ id, name, email: withAddress ? email : null, created_at }) as z.output<typeof Member>
}
