import { LoopError } from 'loop-core'
import type { RunRow } from '../storage/tables.ts'

export function nothingToReplay({ id, status, reason }: Pick<RunRow, 'id' | 'status' | 'reason'>): LoopError {
  const said = reason === null ? '' : ` ${reason}`
  return new LoopError('invalid_input', `In the run ${id}, ${status.replaceAll('_', ' ')}, no model was heard yet.${said}`, {
    code: 'nothing_to_replay',
    hints: ['A replay needs recorded replies. See what happened: loop-runtime inspect.'],
  })
}
