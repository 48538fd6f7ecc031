import { type CommandDefinition, LoopError } from 'loop-core'
import type { Sayable } from '../spots/say.ts'

const verbs: Readonly<Record<string, { state: Sayable; summary: string }>> = {
  resolve: { state: 'resolved', summary: 'Say that a blind spot is over.' },
  dismiss: { state: 'dismissed', summary: 'Say that a blind spot is none. Its notes are kept, and it stays silent.' },
  reopen: { state: 'active', summary: 'Open a dismissed blind spot again.' },
}

/** `blind-spot resolve|dismiss|reopen ID`: one word each for what update_blind_spot does. */
export const blindSpotCommands: readonly CommandDefinition[] = Object.entries(verbs).map(([verb, { state, summary }]) => ({
  name: `blind-spot ${verb}`,
  summary,
  async run([blind_spot_id], { caller, print, signal }) {
    if (blind_spot_id === undefined)
      throw new LoopError('invalid_input', `Name the blind spot: blind-spot ${verb} ID. "blind-spot list" shows them.`)
    await print((await caller.call('update_blind_spot', { blind_spot_id, state }, { signal })) as Record<string, unknown>)
    return 0
  },
}))
