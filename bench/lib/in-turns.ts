import type { Rounds } from './statistics.ts'

/** One round of a contender: its samples, in milliseconds or whatever is compared. */
export type Contender = (round: number) => Promise<readonly number[]>

/** Lets contenders run in turns, in an order that reverses each round, so that a noisy neighbour disturbs them all alike. */
export async function inTurns<Name extends string>(rounds: number, contenders: Record<Name, Contender>): Promise<Record<Name, Rounds>> {
  const names = Object.keys(contenders) as Name[]
  const results = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, (readonly number[])[]>
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? names : names.toReversed()
    for (const name of order) results[name].push(await contenders[name](round))
  }
  return results
}

/** Does something so many times, one after the other, and returns how long each took in milliseconds. */
export async function timed(times: number, work: (index: number) => Promise<unknown>): Promise<number[]> {
  const durations: number[] = []
  for (let index = 0; index < times; index += 1) {
    const started = performance.now()
    await work(index)
    durations.push(performance.now() - started)
  }
  return durations
}
