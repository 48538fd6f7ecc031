import type { StreamOutput } from '../commands/capture-output.ts'

/** What the column `output` of a receipt says; the texts are kept under their hashes. */
export interface CommandOutput {
  stdout: Pick<StreamOutput, 'bytes' | 'sha256' | 'truncated'>
  stderr: Pick<StreamOutput, 'bytes' | 'sha256' | 'truncated'>
  /** What to say beside the result. */
  feedback?: string
}
