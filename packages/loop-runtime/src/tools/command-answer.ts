import type { SandboxReport } from '../sandbox/sandbox.ts'
import type { CommandOutput } from './command-output.ts'
import type { EndedCommand } from './command-run.ts'
import type { ToolAnswer } from './tool.ts'

/** What the caller of a command is shown. */
export function commandAnswer({ receipt, stdout, stderr }: EndedCommand): ToolAnswer {
  const { outcome, digest_before, digest_after: digest } = receipt
  const passed = outcome === 'passed'
  const wrote: string[] = JSON.parse(receipt.wrote)
  const { feedback }: CommandOutput = JSON.parse(receipt.output!)
  const output = {
    command: receipt.command,
    passed,
    exitCode: receipt.exit_code,
    stdout,
    stderr,
    outcome,
    durationMs: receipt.duration_ms,
    ...(receipt.tests !== null && { tests: JSON.parse(receipt.tests) }),
    sandbox: JSON.parse(receipt.sandbox!),
    digest,
    fresh: passed && digest !== null && digest_before === digest,
    wrote,
    receiptId: receipt.id,
    ...(feedback !== undefined && { feedback }),
  }
  return { output, outcome, wrote: wrote.length > 0, receiptId: receipt.id }
}

/** What is shown of a command that goes on while nobody waits. */
export function runningAnswer(command: string, { id, sandbox }: { id: string; sandbox: SandboxReport }): ToolAnswer {
  const nothing = { exitCode: null, stdout: '', stderr: '', durationMs: 0, digest: null, wrote: [] }
  const output = { command, passed: false, ...nothing, outcome: 'running', sandbox, fresh: false, receiptId: id }
  return { output, wrote: false, receiptId: id }
}
