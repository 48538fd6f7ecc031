import { LoopError } from 'loop-core'

interface Problem {
  field: string
  problem: string
}

/** What is wrong with these is a bad request, since nothing is there that could be valid or not. */
const searchWords: ReadonlySet<string> = new Set(['q', 'query', 'mode'])

/** Puts refusals into the words that clients of this API match on: the label as message, the fields as a map, and what to do in the hints. */
export function reword(error: LoopError): LoopError {
  const { kind, code, status, details, data, message } = error
  const problems = details?.fields
  if (kind === 'invalid_input' && Array.isArray(problems)) {
    const fields = fieldsOf(problems as Problem[])
    const isOfSearch = (problems as Problem[]).every(({ field }) => searchWords.has(field))
    const hints = Object.entries(fields).map(([field, texts]) => `${field} ${texts.join(', ')}`)
    return new LoopError(kind, 'Validation failed', {
      code,
      status: isOfSearch ? 400 : status,
      data,
      details: fields,
      hints: [...hints, ...error.hints],
    })
  }
  if (kind === 'forbidden' && code === 'forbidden' && message !== 'Forbidden')
    return new LoopError(kind, `Forbidden: ${message}`, { code, status, data, details, hints: error.hints })
  return error
}

function fieldsOf(problems: readonly Problem[]): Record<string, string[]> {
  return Object.fromEntries(problems.map(({ field, problem }) => [field, [problem === 'is required' ? "can't be blank" : problem]]))
}
