import { type CommandResult, runCommand } from '../commands/run-command.ts'
import { changedBetween, type FilesNow, filesNow } from '../evidence/files-now.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { blobOf } from '../storage/blobs.ts'
import type { ReceiptRow } from '../storage/tables.ts'
import { sha256 } from '../task/policy-hash.ts'
import type { CommandOutput } from './command-output.ts'
import type { ConfiguredCommand } from './configured-command.ts'
import { keepReceipt, originOf, pathList, type ReceiptOrigin } from './receipt.ts'
import type { Waiter } from './shared-work.ts'
import type { Acting, ToolPlace } from './tool.ts'

/** One run of a command, before it begins. */
export interface CommandRun {
  /** Of the receipt. */
  id: string
  configured: ConfiguredCommand
  sandbox: Sandbox
  run: Acting['run']
}

/** A command that has ended, with the ends of what it said. */
export interface EndedCommand {
  receipt: ReceiptRow
  stdout: string
  stderr: string
}

/** By what the processes of a step are known, also to whoever settles it after a crash. */
export function markerOf(run: NonNullable<Acting['run']>): string {
  return `${run.id}.${run.step}`
}

/** Runs a command and keeps its receipt. The root must be held. */
export async function performCommand(
  place: ToolPlace,
  started: CommandRun & { before: Promise<FilesNow> },
  { signal, onProgress }: Waiter,
): Promise<EndedCommand> {
  const { runtime, files, rules } = place
  const { id, configured, sandbox, run } = started
  const before = await started.before
  const origin = originOf(place, id, run)
  const result = await runCommand({
    command: configured.command,
    root: files.root,
    environment: runtime.environment,
    passed: rules.security.env,
    step: run ? markerOf(run) : id,
    timeoutMs: rules.commandTimeoutSeconds * 1_000,
    runsTests: configured.kind !== 'typecheck',
    sandbox,
    signal,
    ...(onProgress && { onProgress }),
  })
  const receipt = receiptOf(origin, started, { result, before, after: await filesNow(runtime, files.root) })
  const texts = [result.stdout.full, result.stderr.full].map((text) => Buffer.from(text))
  await keepReceipt(runtime, receipt, await Promise.all(texts.map((bytes) => blobOf(bytes, runtime.now()))))
  return { receipt, stdout: result.stdout.tail, stderr: result.stderr.tail }
}

interface Shown {
  result: CommandResult
  before: FilesNow
  after: FilesNow
}

function receiptOf(origin: ReceiptOrigin, { configured }: CommandRun, { result, before, after }: Shown): ReceiptRow {
  const { kind, name, command } = configured
  return {
    ...origin,
    ...{ kind, name, command, command_sha256: sha256(command) },
    outcome: result.outcome,
    exit_code: result.exitCode,
    signal: result.signal,
    tests: result.tests && JSON.stringify(result.tests),
    duration_ms: result.durationMs,
    output: JSON.stringify(outputOf(result)),
    digest_before: before.digest,
    digest_after: after.digest,
    wrote: pathList(changedBetween(before, after)),
    verifiers: '[]',
    effects: null,
    sandbox: JSON.stringify(result.sandbox),
  }
}

function outputOf({ stdout, stderr, startError, feedback }: CommandResult): CommandOutput {
  const said = startError === null ? feedback : `The command could not be started (${startError}).`
  const [out, err] = [stdout, stderr].map(({ bytes, sha256, truncated }) => ({ bytes, sha256, truncated }))
  return { stdout: out!, stderr: err!, ...(said !== undefined && { feedback: said }) }
}
