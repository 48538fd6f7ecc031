import { LoopError } from 'loop-core'
import { folderOf, homeOf } from '../gate-of.ts'
import { notGated } from '../refusals.ts'
import { workspaceFor } from '../stop/whereabouts.ts'
import { type Accepted, readAccepted } from './accepted.ts'
import { type PolicyText, readPolicyFile, type UnreadablePolicy } from './policy-file.ts'
import { acceptedPath, type Workspace } from './workspace.ts'

/** What was accepted for a folder, and what its file says now. */
export interface Sides {
  workspace: Workspace
  accepted: Accepted | undefined
  file: PolicyText | UnreadablePolicy | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

/** The folder that a command of a person is about. */
export async function commandWorkspace(environment: Environment): Promise<{ workspace: Workspace; home: string }> {
  const home = homeOf(environment)
  const workspace = await workspaceFor({ environment, home }, folderOf(environment))
  if (workspace === undefined) throw notGated({ why: 'no_workspace' })
  return { workspace, home }
}

/** Reads both sides of a policy; a copy that is damaged is refused. */
export async function readSides(environment: Environment): Promise<Sides> {
  const { workspace, home } = await commandWorkspace(environment)
  const accepted = await readAccepted(home, workspace.id)
  if (accepted === 'damaged') throw damaged(acceptedPath(home, workspace.id))
  return { workspace, accepted, file: await readPolicyFile(workspace.root) }
}

function damaged(path: string): LoopError {
  return new LoopError('conflict', `${path}, the copy of what was accepted, is damaged, so nothing is checked.`, {
    code: 'copy_damaged',
    hints: ['Run loop-gate doctor, which writes it anew.'],
  })
}
