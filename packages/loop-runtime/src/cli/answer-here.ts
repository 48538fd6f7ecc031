import { type CommandSurroundings, isAttended } from 'loop-core'
import type { PersonsAnswer } from '../run/engine.ts'
import type { ApprovalRow } from '../storage/tables.ts'
import type { WrittenTask } from '../task/task.ts'
import { askAtTerminal } from './ask.ts'

/** What whoever typed the command answers: as they said with it, or now, where they sit at a terminal. */
export async function answerHere(
  surroundings: CommandSurroundings,
  approval: Pick<ApprovalRow, 'kind' | 'preview'>,
  mode: WrittenTask['approvalMode'],
): Promise<PersonsAnswer | undefined> {
  if (mode === 'deny') return { answer: 'deny' }
  // Nobody's flag knows what a question asks.
  if (mode === 'auto') return { answer: approval.kind === 'question' ? 'deny' : 'approve' }
  return isAttended(surroundings) ? askAtTerminal(surroundings, approval) : undefined
}
