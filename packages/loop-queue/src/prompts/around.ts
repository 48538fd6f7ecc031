import type { EffectContext, TransactionContext } from 'loop-core'
import { type WorkflowName, workflowText } from '../workflows.ts'

type Part = (context: TransactionContext) => Promise<string[]>

/** A workflow with the present state behind it, read in one transaction. */
export async function around(name: WorkflowName, context: EffectContext, parts: readonly Part[]): Promise<string> {
  const state = await context.transaction(async (inner) => {
    const texts: string[] = []
    for (const part of parts) texts.push(...(await part(inner)))
    return texts
  })
  return [workflowText(name).trimEnd(), '## The present state', ...state].join('\n\n')
}
