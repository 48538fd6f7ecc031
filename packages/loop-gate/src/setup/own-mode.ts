import { refuseAgents } from '../commands/person.ts'
import { writeAccepted } from '../policy/accepted.ts'
import { commandWorkspace, readSides } from '../policy/sides.ts'
import { notGated } from '../refusals.ts'
import type { Mode } from '../words.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Prepares that the accepted policy of a folder has another mode on this machine; refuses where there is none, or where an agent asks. */
export async function planOwnMode(environment: Environment, mode: Mode): Promise<() => Promise<void>> {
  refuseAgents(environment)
  const { workspace, accepted } = await readSides(environment)
  if (accepted === undefined) throw notGated({ why: 'not_accepted', workspace })
  const { mode_override: _, ...rest } = accepted
  const { home } = await commandWorkspace(environment)
  // Where the policy says the same there is nothing to override, also not once it says something else.
  return () => writeAccepted(home, mode === rest.policy.mode ? rest : { ...rest, mode_override: mode })
}
