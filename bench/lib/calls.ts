import { callOf } from './examples.ts'
import { type Contender, inTurns, timed } from './in-turns.ts'
import type { Connection } from './protocol.ts'
import type { Rounds } from './statistics.ts'

export interface Amount {
  rounds: number
  callsInRound: number
  warmUp: number
}

const usual: Amount = { rounds: 36, callsInRound: 30, warmUp: 500 }
export const callsEach = usual.rounds * usual.callsInRound

/** Calls the tool over each connection, one call after the other, in turns of a few calls; closes the connections. */
export async function callInTurns<Name extends string>(
  connections: Record<Name, Connection>,
  amount: Partial<Amount> = {},
): Promise<Record<Name, Rounds>> {
  const { rounds, callsInRound, warmUp } = { ...usual, ...amount }
  const all = Object.values<Connection>(connections)
  for (const connection of all) await timed(warmUp, callOver(connection))
  const contenders = mapValues(
    connections,
    (connection): Contender =>
      () =>
        timed(callsInRound, callOver(connection)),
  )
  const results = await inTurns(rounds, contenders)
  for (const connection of all) await connection.close()
  return results
}

/** Makes one call and looks at the answer, since an error would be quick. */
export function callOver(connection: Connection): (index: number) => Promise<void> {
  return async (index) => {
    const { structuredContent } = (await connection.request('tools/call', callOf(index))) as { structuredContent?: { approved?: boolean } }
    if (structuredContent?.approved !== (index % 3 !== 0)) throw new Error('The tool did not give the expected answer')
  }
}

export function mapValues<Name extends string, From, To>(record: Record<Name, From>, change: (value: From) => To): Record<Name, To> {
  return Object.fromEntries(Object.entries<From>(record).map(([name, value]) => [name, change(value)])) as Record<Name, To>
}
