import { unknownWorkspace } from './refusals.ts'

/** The name of the one workspace that a server has. */
export const workspaceName = 'default'

export function refuseOtherWorkspace(name: string | undefined): void {
  if (name !== undefined && name !== workspaceName) throw unknownWorkspace(name)
}
