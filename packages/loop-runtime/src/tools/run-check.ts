import { z } from 'zod'
import { preparedCommand } from './configured-command.ts'
import { type PreparedTool, unusable } from './prepared-tool.ts'
import { checkNotConfigured } from './refusals.ts'
import type { ToolPlace } from './tool.ts'

export const schema = z.object({ check: z.string().min(1).max(40).describe('Name of a configured check') })

export async function prepare(place: ToolPlace, { check: name }: z.output<typeof schema>): Promise<PreparedTool> {
  const { checks } = place.rules
  const command = Object.hasOwn(checks, name) ? checks[name] : undefined
  if (command === undefined) return unusable(checkNotConfigured(Object.keys(checks)))
  return preparedCommand(place, { kind: 'check', name, command })
}
