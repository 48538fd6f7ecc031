import type { ReceiptKind } from '../words.ts'
import { commandAnswer, runningAnswer } from './command-answer.ts'
import { joinCommand } from './join-command.ts'
import { type PreparedTool, unusable } from './prepared-tool.ts'
import { commandNotConfigured } from './refusals.ts'
import type { ToolPlace } from './tool.ts'

/** One of the commands that the operator configured. */
export interface ConfiguredCommand {
  kind: Extract<ReceiptKind, 'tests' | 'typecheck' | 'check'>
  /** Of a named check. */
  name: string | null
  command: string
}

/** Prepares the run of a configured command; whoever names another is refused before anything runs. */
export function preparedCommand(place: ToolPlace, configured: ConfiguredCommand, asked?: string): PreparedTool {
  if (asked !== undefined && asked !== configured.command) return unusable(commandNotConfigured(configured.command))
  return {
    async perform(acting) {
      const { id, sandbox, ended } = await joinCommand(place, configured, acting)
      return ended === undefined ? runningAnswer(configured.command, { id, sandbox }) : commandAnswer(ended)
    },
  }
}
