import { type Asked, type EffectContext, text } from 'loop-core'
import { z } from 'zod'
import { states } from '../run/approve.ts'
import type { RuntimeDatabase } from '../runtime.ts'
import { answerApproval } from '../storage/approvals.ts'
import { withMarksShown } from '../view/plain-text.ts'
import type { StepAnswer } from './step-answer.ts'

const Answer = z.object({
  answer: z.enum(['approve', 'deny', 'revise', 'reply']).describe('deny ends the run; revise and reply need a comment'),
  comment: text(2_000).optional().describe('What the run is told'),
})

type Approval = NonNullable<StepAnswer['approval']>

/** Asks the person at the client of a run, where it can ask, and writes down what they answer as theirs: who acts in the run answers nothing. */
export async function askPerson(context: EffectContext, approval: Approval): Promise<Asked<typeof Answer>['kind']> {
  const { approval_id: id } = approval
  const asked = (await context.ask?.({ id, text: questionOf(approval), answer: Answer })) ?? { kind: 'unanswered' }
  if (asked.kind !== 'answered') return asked.kind
  const { answer, comment } = asked.answer
  if ((answer === 'revise' || answer === 'reply') && !comment) return 'unanswered'
  const given = { state: states[answer], comment: comment || null, answered_at: context.now().toISOString() }
  // Somebody who answered elsewhere meanwhile was first.
  await context.transaction(({ db }) => answerApproval(db as RuntimeDatabase, id, { ...given, answered_by: 'user', via: 'mcp' }))
  return 'answered'
}

const mostCharacters = 8_000

function questionOf({ approval_id, kind, preview }: Approval): string {
  const shown = withMarksShown(preview.slice(0, mostCharacters))
  const rest = preview.length - mostCharacters
  const cut = rest > 0 ? `\n(${rest} more characters: loop-runtime approval list)` : ''
  return `A run asks you (${kind.replaceAll('_', ' ')}, ${approval_id}):\n\n${shown}${cut}`
}
