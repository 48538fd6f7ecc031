import type { Role } from '../actor.ts'
import { LoopError } from '../error.ts'
import type { Operation } from '../operation.ts'
import { badSetting } from './remote-errors.ts'

/** The role of each key that a person may hold of another server, in the order in which they are tried. */
const roleOf = { orchestrator: 'orchestrator', user: 'user', implementer: 'agent', reviewer: 'orchestrator' } satisfies Record<string, Role>

type Holder = keyof typeof roleOf
const holders = Object.keys(roleOf) as Holder[]

const holderOf: Readonly<Record<string, Holder>> = {
  'implementer-local': 'implementer',
  'reviewer-local': 'reviewer',
  'orchestrator-local': 'orchestrator',
}

/** Keys of another server, one for each way to act there. */
export type RemoteKeys = Partial<Record<Holder, string>>

/** What decides which key an operation is called with. */
export type Gate = Pick<Operation, 'name' | 'roles' | 'actsAs'>

/** The keys of one person, and which of them a call takes. */
export interface Keys {
  /** All that there are, each once. */
  held: readonly string[]
  of(gate: Gate): string | undefined
}

/** Throws `invalid_input bad_setting` for what cannot be a key. */
export function keysOf({ key, keys = {} }: { key?: string; keys?: RemoteKeys }): Keys {
  const given = key === undefined ? holders.map((holder) => [variableOf(holder), keys[holder]] as const) : [['LOOP_KEY', key] as const]
  const wrong = given.find(([, one]) => one !== undefined && !/^[\x21-\x7e]+$/.test(one))
  if (wrong) throw badSetting(`${wrong[0]} has a character that no key has, such as a blank.`)
  const held = [...new Set(given.flatMap(([, one]) => one ?? []))]
  return { held, of: (gate) => key ?? keyFor(keys, gate) }
}

/** The key to call an operation with, if there is one. */
function keyFor(keys: RemoteKeys, gate: Gate): string | undefined {
  return holdersFor(gate)
    .map((holder) => keys[holder])
    .find((key) => key !== undefined)
}

/** Whose keys an operation can be called with, the best first. */
function holdersFor({ roles, actsAs = '' }: Gate): Holder[] {
  const admitted = holders.filter((holder) => roles.includes(roleOf[holder]))
  const own = holderOf[actsAs]
  // Where nobody in particular acts, even a key that will be refused is better: the server says by whom and why.
  if (own === undefined) return [...new Set([...admitted, ...holders])]
  return [...new Set([own, ...admitted.filter((holder) => holder === 'orchestrator')])]
}

function variableOf(holder: Holder): string {
  return `LOOP_KEY_${holder.toUpperCase()}`
}

/** The refusal of a call for which there is no key. */
export function keyMissing(gate: Gate, cause?: unknown): LoopError {
  const variables = holdersFor(gate).map(variableOf)
  return new LoopError('unauthenticated', `${gate.name} needs a key, and none that fits is set.`, {
    code: 'key_missing',
    hints: [`Set ${['LOOP_KEY', ...variables].join(' or ')}.`],
    cause,
  })
}
