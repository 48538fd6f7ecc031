import { changedPaths, type Entry } from 'loop-core/workspace'
import { named } from './changed-names.ts'
import type { Look } from './look.ts'

/** A session with more protected files keeps only what they hold together. */
const mostFiles = 100

/** What the files were when a session began, or when its work was last found complete: only what differs since has to be proved. */
export interface Baseline {
  digest: string | null
  scopes: Readonly<Record<string, string | null>>
  protected: string | null
  /** The files behind it, where there are few. */
  protected_files?: readonly Entry[]
  head: string | null
  policy_hash: string
  /** When that was. */
  at: string
}

/** The present content as the new beginning. */
export function baselineOf({ digest, scopes, protected: guarded, protectedFiles, head }: Look, policyHash: string, now: Date): Baseline {
  const files = protectedFiles.length <= mostFiles ? { protected_files: protectedFiles } : {}
  return { digest, scopes, protected: guarded, ...files, head, policy_hash: policyHash, at: now.toISOString() }
}

/** Whether the files of a criterion may differ since the beginning; what is not known may. */
export function changedSince(baseline: Baseline | undefined, look: Look, criterionId: string): boolean {
  return differs(baseline?.scopes[criterionId], look.scopes[criterionId])
}

/** Whether any file may differ since the beginning. */
export function anythingChanged(baseline: Baseline | undefined, look: Look): boolean {
  return differs(baseline?.digest, look.digest)
}

/** The first of the protected files that differ from a beginning that is known, none of them where their names are not; undefined where none differs. */
export function protectedChange(baseline: Baseline | undefined, look: Look): string[] | undefined {
  const isSame = baseline?.protected == null || look.protected === null || baseline.protected === look.protected
  if (isSame) return undefined
  const { protected_files: before } = baseline
  return before === undefined ? [] : named(changedPaths({ entries: before }, { entries: look.protectedFiles }))
}

function differs(before: string | null | undefined, now: string | null | undefined): boolean {
  return before == null || now == null || before !== now
}
