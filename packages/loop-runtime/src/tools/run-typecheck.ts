import { z } from 'zod'
import { configuredCommand } from './arguments.ts'
import { preparedCommand } from './configured-command.ts'
import { type PreparedTool, unusable } from './prepared-tool.ts'
import { typecheckNotConfigured } from './refusals.ts'
import type { ToolPlace } from './tool.ts'

export const schema = z.object({ command: configuredCommand() })

export async function prepare(place: ToolPlace, input: z.output<typeof schema>): Promise<PreparedTool> {
  const command = place.rules.typecheckCommand
  if (command === undefined) return unusable(typecheckNotConfigured())
  return preparedCommand(place, { kind: 'typecheck', name: null, command }, input.command)
}
