import { LoopError, nearest } from 'loop-core'
import { actionTools } from '../words.ts'

export function unknownTool(tool: string): LoopError {
  const name = tool.toWellFormed().slice(0, 64)
  return new LoopError('forbidden', `There is no tool ${JSON.stringify(name)}.`, {
    code: 'tool_not_allowed',
    hints: [`Did you mean ${nearest(name, actionTools, 1)[0]}? The tools are: ${actionTools.join(', ')}.`],
  })
}

export function badArguments(tool: string, problems: readonly string[], known: readonly string[]): LoopError {
  return new LoopError('invalid_input', `${tool} cannot take these arguments: ${problems.join('; ')}.`, {
    hints: [`The arguments of ${tool} are: ${known.join(', ')}.`],
  })
}

export function editsOrPatch(): LoopError {
  return new LoopError('invalid_input', 'A change is given either as edits or as a patch, and exactly one of the two.', {
    hints: ['Send edits [{path, search, replace}], or a unified diff or a Codex patch as patch.'],
  })
}

export function commandNotConfigured(configured: string): LoopError {
  return new LoopError('forbidden', `Only the configured command is run: ${configured}.`, {
    code: 'command_not_configured',
    hints: ['Call it again without command.'],
    details: { configured },
  })
}

export function checkNotConfigured(names: readonly string[]): LoopError {
  return new LoopError('forbidden', `Only a configured check is run: ${names.join(', ') || 'there is none'}.`, {
    code: 'command_not_configured',
    hints: [names.length > 0 ? 'Name one of these as check.' : 'A person adds checks to the task.'],
    details: { configured: names },
  })
}

export function typecheckNotConfigured(): LoopError {
  return new LoopError('unavailable', 'No typecheck command is configured here.', {
    code: 'typecheck_not_configured',
    hints: ['Go on with repo_run_tests; a person sets one with --typecheck-command.'],
  })
}

/** Somebody else runs a command or writes files in the same root. */
export interface Holder {
  what: string
  by: string
  run?: string | undefined
  since: string
}

export function workspaceBusy({ what, by, run, since }: Holder): LoopError {
  const inRun = run === undefined ? '' : `, in run ${run}`
  return new LoopError('conflict', `The workspace is busy: ${by} has been at "${what}" since ${since}${inRun}.`, {
    code: 'workspace_busy',
    hints: ['Try again when it has ended.'],
    details: { what, by, run, since },
  })
}

export function receiptNotFound(id: string): LoopError {
  return new LoopError('not_found', `There is no receipt ${JSON.stringify(id.toWellFormed().slice(0, 64))} of this workspace.`, {
    code: 'receipt_not_found',
    hints: ['A patch says its receiptId when it is applied.'],
  })
}

export function notUndoable(kind: string): LoopError {
  return new LoopError('invalid_input', `This receipt is of the kind ${kind}, and only a patch can be taken back.`, {
    hints: ['Name the receipt of a patch.'],
  })
}

export function preimagesGone(): LoopError {
  return new LoopError('not_found', 'The files as they were before this patch are no longer kept.', {
    code: 'receipt_not_found',
    hints: ['Take the change back with a patch of its own.'],
  })
}
