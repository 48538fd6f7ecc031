import { z } from 'zod'
import { configuredCommand } from './arguments.ts'
import { preparedCommand } from './configured-command.ts'
import type { PreparedTool } from './prepared-tool.ts'
import type { ToolPlace } from './tool.ts'

export const schema = z.object({ command: configuredCommand() })

export async function prepare(place: ToolPlace, { command }: z.output<typeof schema>): Promise<PreparedTool> {
  return preparedCommand(place, { kind: 'tests', name: null, command: place.rules.testCommand }, command)
}
