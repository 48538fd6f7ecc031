import type { Evidence, ReceiptFacts } from './evidence-types.ts'

/** Why a receipt that passed proves nothing of the present files. */
export interface Staleness {
  reason: string
  /** At most 20. */
  paths: readonly string[]
  /** The step that changed them, where it was a step of this run. */
  step?: number
}

const mostPaths = 20

/** Says why a receipt does not hold for the present files; `undefined` where it does. It must have passed. */
export function staleness(receipt: ReceiptFacts, evidence: Evidence): Staleness | undefined {
  const { receipts, digest } = evidence
  if (receipt.digest_before !== receipt.digest_after) {
    const reason = 'the command itself changed files: run it again, or add its output to .gitignore'
    return { reason, paths: receipt.wrote.slice(0, mostPaths), ...stepOf(receipt) }
  }
  const writes = receipts.slice(receipts.indexOf(receipt) + 1).filter(isWrite)
  const last = writes.at(-1)
  if (receipt.digest_after === digest && last === undefined) return undefined
  const paths = evidence.changed_since?.[receipt.id] ?? [...new Set(writes.flatMap(({ wrote }) => wrote))]
  const reason = last ? `a later ${last.kind} changed files: run it again` : 'files changed since: run it again'
  return { reason, paths: paths.slice(0, mostPaths), ...(last ? stepOf(last) : {}) }
}

function stepOf({ step }: ReceiptFacts): { step?: number } {
  return step === undefined ? {} : { step }
}

function isWrite({ kind }: ReceiptFacts): boolean {
  return kind === 'patch' || kind === 'undo'
}

/** Whether a receipt proves that its command passes on the present files. */
export function isFresh(receipt: ReceiptFacts, evidence: Evidence, command: string | undefined): boolean {
  const proves = receipt.outcome === 'passed' && receipt.command === command && evidence.digest !== null
  return proves && staleness(receipt, evidence) === undefined
}
