import type { Problem, SourceDocument } from './format.ts'

/** What a reader notes down on its way. */
export interface Ledger {
  problems: Problem[]
  skipped: Map<string, number>
}

export function newLedger(): Ledger {
  return { problems: [], skipped: new Map() }
}

export function complain(ledger: Ledger, where: string, code: string, text: string): undefined {
  ledger.problems.push({ where, code, text })
}

export function skip(ledger: Ledger, kind: string): undefined {
  ledger.skipped.set(kind, (ledger.skipped.get(kind) ?? 0) + 1)
}

/** The document with what was noted; the names of what was skipped come from the source, so `__proto__` must be a mere name. */
export function finish(document: Omit<SourceDocument, 'skipped' | 'problems'>, ledger: Ledger): SourceDocument {
  return { ...document, skipped: Object.fromEntries(ledger.skipped), problems: ledger.problems }
}
