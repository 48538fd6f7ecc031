export type ArgumentsRead = { args: Record<string, unknown> } | { fault: string }

/** The arguments of a call; text is parsed as JSON once, as some models send it so. */
export function readArguments(tool: string, args: unknown): ArgumentsRead {
  const value = typeof args === 'string' ? parsed(args) : args
  if (value === undefined || value === null) return { args: {} }
  if (isRecord(value)) return isSmall(value) ? { args: value } : { fault: `The arguments of ${tool} have more than 1 MiB.` }
  return { fault: `The arguments of ${tool} are not a JSON object.` }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const mostBytes = 1_048_576

function isSmall(args: Record<string, unknown>): boolean {
  return Buffer.byteLength(JSON.stringify(args)) <= mostBytes
}

function parsed(text: string): unknown {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
