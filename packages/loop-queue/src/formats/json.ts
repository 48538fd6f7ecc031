export type JsonObject = Record<string, unknown>

/** Deeper values cannot be written again: `JSON.stringify` calls itself for each level. */
const deepest = 200

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value, or undefined where the text is no JSON. */
export function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text) }
  } catch {
    return undefined
  }
}

/** Whether a value is nested too deeply to be kept; it keeps its own stack, for a hostile value would use up the engine's. */
export function isTooDeep(value: unknown): boolean {
  let level = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []))
  }
  return false
}

export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
