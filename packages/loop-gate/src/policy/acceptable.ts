import { noPolicyFile, policyInvalid } from '../refusals.ts'
import type { Policy } from './policy.ts'
import { type PolicyText, readPolicyFile } from './policy-file.ts'
import { readPolicy } from './read-policy.ts'

/** A policy file that a person may accept as it stands. */
export interface Acceptable extends PolicyText {
  policy: Policy
}

/** Reads the policy file of a folder, and refuses one that is not there or wrong. */
export async function readAcceptable(root: string): Promise<Acceptable> {
  const file = await readPolicyFile(root)
  if (file === undefined) throw noPolicyFile()
  if ('unreadable' in file) throw policyInvalid([{ line: 1, column: 1, key: '', problem: file.unreadable }])
  const read = readPolicy(file.text)
  if ('faults' in read) throw policyInvalid(read.faults)
  return { ...file, ...read }
}
