import { isDeepStrictEqual } from 'node:util'
import { LoopError } from 'loop-core'
import type { Gate, GateTransaction } from '../gate.ts'
import { policyInvalid } from '../refusals.ts'
import { findPolicy, findWorkspace } from '../storage/workspaces.ts'
import { type Accepted, forgetAccepted, readAccepted, writeAccepted } from './accepted.ts'
import { readPolicy } from './read-policy.ts'
import { acceptedPath, type Workspace } from './workspace.ts'

/** A folder, and all that is needed to change what is in force there. */
export interface Place {
  gate: Gate
  workspace: Workspace
}

/** Changes what is in force in a folder: first in the database, then in the copy that the stop hook reads. */
export async function changeInForce<Result>(place: Place, change: (transaction: GateTransaction) => Promise<Result>): Promise<Result> {
  const result = await place.gate.transaction('write', change)
  await renewCopy(place)
  return result
}

/** How the copy stands to the database; `only_copy` is one that the database knows nothing of. */
export type CopyState = 'same' | 'rewritten' | 'only_copy' | 'absent'

/** Rewrites a copy that says something else than the database. One that the database does not know stays: ending a policy is for a person. */
export async function mendCopy(place: Place): Promise<CopyState> {
  const present = await readAccepted(place.gate.home, place.workspace.id)
  const recorded = await recordedIn(place, present)
  if (recorded === undefined) return present === undefined ? 'absent' : 'only_copy'
  if (isDeepStrictEqual(recorded, present)) return 'same'
  await writeAccepted(place.gate.home, recorded).catch(notWritten(place))
  return 'rewritten'
}

async function renewCopy(place: Place): Promise<void> {
  const { home } = place.gate
  const present = await readAccepted(home, place.workspace.id).catch(notWritten(place))
  const recorded = await recordedIn(place, present)
  await (recorded ? writeAccepted(home, recorded) : forgetAccepted(home, place.workspace.id)).catch(notWritten(place))
}

/** What the copy must say. The person's own mode is kept in the copy alone. */
async function recordedIn({ gate, workspace }: Place, present: Accepted | 'damaged' | undefined): Promise<Accepted | undefined> {
  const { id, root } = workspace
  const rows = await gate.transaction('read', async ({ db }) => ({ policy: await findPolicy(db, id), folder: await findWorkspace(db, id) }))
  if (rows.policy === undefined) return undefined
  const { hash, text, accepted_at, accepted_by } = rows.policy
  const read = readPolicy(text)
  if ('faults' in read) throw policyInvalid(read.faults)
  const mode = typeof present === 'object' && present.mode_override ? { mode_override: present.mode_override } : {}
  const paused_until = rows.folder?.paused_until ?? null
  return { version: 1, root, hash, accepted_at, accepted_by, ...mode, paused_until, policy: read.policy, text }
}

function notWritten({ gate, workspace }: Place) {
  return (error: NodeJS.ErrnoException): never => {
    const path = acceptedPath(gate.home, workspace.id)
    throw new LoopError(
      'unavailable',
      `The database has it, but the stop hook's copy ${path} could not be written: ${error.code ?? error.message}.`,
      {
        code: 'copy_not_written',
        hints: ['Until then stops are judged as before. Make the file writable, then run: loop-gate doctor.'],
        cause: error,
      },
    )
  }
}
