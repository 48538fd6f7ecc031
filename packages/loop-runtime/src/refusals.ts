import { LoopError } from 'loop-core'

export function noWorkspaceConfigured(): LoopError {
  return new LoopError('unavailable', 'This server has no workspace.', {
    code: 'no_workspace',
    hints: ['Start it with --workspace PATH, or set LOOP_WORKSPACE.'],
  })
}

export function mutationsDisabled(): LoopError {
  return new LoopError('forbidden', 'This server lets no client change files.', {
    code: 'mutations_disabled',
    hints: ['The person who started it adds --allow-mutations. With dryRun a patch is only tried.'],
  })
}

export function toolNotAllowed(tool: string): LoopError {
  return new LoopError('forbidden', `${tool} is not among the allowed tools of this server.`, {
    code: 'tool_not_allowed',
    hints: ['The person who started it adds --allowed-tool.'],
  })
}
