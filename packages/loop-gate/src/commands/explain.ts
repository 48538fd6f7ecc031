import { type Caller, type CommandDefinition, LoopError, readOptions } from 'loop-core'
import { explain as inWords } from '../explain.ts'
import type { WholeDecision } from '../views/decision.ts'
import type { WholeReceipt } from '../views/receipt.ts'

/** Tells a person why a stop was held or let go. */
export const explain: CommandDefinition = {
  name: 'explain',
  summary:
    'Say why a stop was decided as it was: each check, its receipt, what would change it, what to do next. Takes an id; else the last one.',
  async run(words, { caller, print }) {
    const [id, ...options] = words[0]?.startsWith('-') ? ['last', ...words] : words
    readOptions(options, {})
    const decision = (await caller.call('get_decision', { id: id ?? 'last' })) as WholeDecision
    const receipts = await receiptsOf(decision, caller)
    await print({ decision, receipts: [...receipts.values()] }, () => inWords(decision, receipts))
    return 0
  },
}

/** Those that are still kept. */
async function receiptsOf({ criteria }: WholeDecision, caller: Caller): Promise<Map<string, WholeReceipt>> {
  const ids = new Set(criteria.flatMap(({ receipt_id }) => receipt_id ?? []))
  const receipts = new Map<string, WholeReceipt>()
  for (const id of ids) {
    const receipt = await caller.call('get_receipt', { id }).catch(unlessGone)
    if (receipt) receipts.set(id, receipt as WholeReceipt)
  }
  return receipts
}

function unlessGone(error: unknown): undefined {
  if (!LoopError.is(error) || error.kind !== 'not_found') throw error
}
