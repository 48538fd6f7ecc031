import type { Gate } from '../gate.ts'
import { type Accepted, readAccepted } from '../policy/accepted.ts'
import { readPolicyFile } from '../policy/policy-file.ts'
import type { Workspace } from '../policy/workspace.ts'
import { type Mode, modes } from '../words.ts'
import type { NoticeName } from './notices.ts'
import { type Nowhere, whereabouts } from './whereabouts.ts'

/** A folder whose stops are judged, by what a person accepted for it. */
export interface Gated {
  workspace: Workspace
  accepted: Accepted
  mode: Mode
  /** What the person should know of the policy's file. */
  notice?: NoticeName
}

/** Why nothing is judged in a folder; with the folder, where it has a policy that nobody accepted. */
export interface NotGated {
  why: Nowhere['why'] | 'not_accepted' | 'damaged' | 'paused'
  workspace?: Workspace
}

/** Whether there is nothing that a person should hear of. */
export function isSilent({ why }: Pick<NotGated, 'why'>): boolean {
  return why !== 'not_accepted' && why !== 'damaged'
}

type Surroundings = Pick<Gate, 'environment' | 'home' | 'now'>

/** Finds out whether stops are judged in a folder, without git, without the database and without running anything. */
export async function enter(gate: Surroundings, cwd: string): Promise<Gated | NotGated> {
  const place = await whereabouts(gate, cwd)
  return 'why' in place ? place : enterAt(gate, place)
}

/** The same for a folder that has a policy, accepted or not. */
export async function enterAt(gate: Surroundings, workspace: Workspace): Promise<Gated | NotGated> {
  const { environment, home } = gate
  const known = await readAccepted(home, workspace.id)
  if (known === 'damaged') return { why: 'damaged', workspace }
  const accepted = known ?? (await acceptedHere(gate, workspace))
  if (accepted === undefined) return { why: 'not_accepted', workspace }
  if (accepted.paused_until !== null && accepted.paused_until > gate.now().toISOString()) return { why: 'paused', workspace }
  const mode = modeOf(environment.LOOP_GATE, accepted)
  if (mode === 'off') return { why: 'switched_off', workspace }
  return { workspace, accepted, mode, notice: await fileNotice(workspace, accepted) }
}

/** The person's own word counts for more than the policy's. */
function modeOf(word: string | undefined, { policy, mode_override }: Accepted): Mode {
  return modes.find((mode) => mode === word) ?? mode_override ?? policy.mode
}

/** What the environment vouches for, such as that of a CI job, is read with the whole apparatus, and only then. */
async function acceptedHere({ environment, now }: Surroundings, { root }: Workspace): Promise<Accepted | undefined> {
  if (!environment.LOOP_GATE_ACCEPT) return undefined
  const file = await readPolicyFile(root)
  if (file === undefined || 'unreadable' in file) return undefined
  const { acceptedByEnvironment } = await import('../policy/accepted-by-environment.ts')
  const read = acceptedByEnvironment(file, environment)
  if (read === undefined || 'faults' in read) return undefined
  return { version: 1, root, ...file, ...read, accepted_at: now().toISOString(), accepted_by: 'environment', paused_until: null }
}

async function fileNotice({ root }: Workspace, { hash }: Accepted): Promise<NoticeName | undefined> {
  const file = await readPolicyFile(root)
  if (file && 'unreadable' in file) return 'policy_invalid'
  return file?.hash === hash ? undefined : 'policy_changed'
}
