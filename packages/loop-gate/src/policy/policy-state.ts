import type { Accepted } from './accepted.ts'
import type { PolicyText, UnreadablePolicy } from './policy-file.ts'

/** Where a folder's policy stands: only `accepted` and `changed` are in force, both with the accepted text. */
export type PolicyState = 'absent' | 'unaccepted' | 'accepted' | 'changed'

export interface PolicySides {
  /** A copy that is damaged is in force no more than none. */
  accepted: Pick<Accepted, 'hash'> | 'damaged' | undefined
  file: PolicyText | UnreadablePolicy | undefined
}

/** By what the file is; deleting or breaking it does not end what was accepted. */
const states = {
  missing: { notAccepted: 'absent', accepted: 'changed' },
  same: { notAccepted: 'unaccepted', accepted: 'accepted' },
  other: { notAccepted: 'unaccepted', accepted: 'changed' },
} as const

export function policyState({ accepted, file }: PolicySides): PolicyState {
  const copy = typeof accepted === 'object' ? accepted : undefined
  const same = file !== undefined && 'hash' in file && file.hash === copy?.hash
  return states[file === undefined ? 'missing' : same ? 'same' : 'other'][copy ? 'accepted' : 'notAccepted']
}
