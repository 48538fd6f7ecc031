import { LoopError } from 'loop-core'
import type { ProposedAction } from '../gates/action.ts'
import type { Proposal } from './tool.ts'

/** What one tool makes of its arguments before anything is done. */
export type PreparedTool = Omit<Proposal, 'action'> & Partial<Omit<ProposedAction, 'tool' | 'args'>>

/** A tool that only reads; what is asked first finds out whether it can. */
export async function preparedReading(
  answer: (signal?: AbortSignal) => Promise<object>,
  { paths = [], ask = async () => {} }: { paths?: readonly string[]; ask?: () => Promise<unknown> } = {},
): Promise<PreparedTool> {
  const fault = await faultIn(ask)
  if (fault) return { ...unusable(fault), paths }
  return { paths, perform: async ({ signal }) => ({ output: { ...(await answer(signal)) }, wrote: false }) }
}

/** A call that cannot be done, and says why whenever it is tried. */
export function unusable(fault: LoopError): PreparedTool {
  return {
    fault,
    perform: async () => {
      throw fault
    },
  }
}

/** The refusal that some work ends in; anything else that is thrown is no fault of the call. */
export async function faultIn(work: () => Promise<unknown>): Promise<LoopError | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    if (LoopError.is(error)) return error
    throw error
  }
}
