import type { Look } from './look.ts'

/** What the files were when a session began, or when its work was last found complete: only what differs since has to be proved. */
export interface Baseline {
  digest: string | null
  scopes: Readonly<Record<string, string | null>>
  protected: string | null
  head: string | null
  policy_hash: string
  /** When that was. */
  at: string
}

/** The present content as the new beginning. */
export function baselineOf({ digest, scopes, protected: guarded, head }: Look, policyHash: string, now: Date): Baseline {
  return { digest, scopes, protected: guarded, head, policy_hash: policyHash, at: now.toISOString() }
}

/** Whether the files of a criterion may differ since the beginning; what is not known may. */
export function changedSince(baseline: Baseline | undefined, look: Look, criterionId: string): boolean {
  return differs(baseline?.scopes[criterionId], look.scopes[criterionId])
}

/** Whether any file may differ since the beginning. */
export function anythingChanged(baseline: Baseline | undefined, look: Look): boolean {
  return differs(baseline?.digest, look.digest)
}

/** Whether a protected file differs from a beginning that is known. */
export function protectedChanged(baseline: Baseline | undefined, look: Look): boolean {
  return baseline?.protected != null && look.protected !== null && baseline.protected !== look.protected
}

function differs(before: string | null | undefined, now: string | null | undefined): boolean {
  return before == null || now == null || before !== now
}
