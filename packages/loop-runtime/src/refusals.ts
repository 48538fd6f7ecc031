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

export function unknownWorkspace(name: string, offered: readonly string[]): LoopError {
  return new LoopError('invalid_input', `This server has no workspace ${JSON.stringify(name)}.`, {
    code: 'unknown_workspace',
    hints: [`It has ${offered.join(', ')}; the first is taken where none is named.`],
    details: { workspaces: offered },
  })
}

export function traceLost(path: string): LoopError {
  return new LoopError('unavailable', `What was recorded is gone: ${path} was deleted or replaced while it was open.`, {
    code: 'trace_lost',
    hints: ['A command of the run may have done it. With a sandbox it cannot; --trace-db, or --db of a server, keeps the trace elsewhere.'],
  })
}
