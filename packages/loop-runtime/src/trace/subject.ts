import { fieldsOf, listOf, textOf } from './trace-event.ts'

/** What a call of a tool is about, in a few words: its file, its question, its command. */
export function subjectOf(args: unknown): string {
  const fields = fieldsOf(args)
  const direct = textOf(fields, 'path', 'query', 'command', 'check', 'glob')
  if (direct !== '') return direct
  const edited = new Set(listOf(fields.edits).map((edit) => textOf(fieldsOf(edit), 'path')))
  return [...(edited.size > 0 ? edited : pathsIn(textOf(fields, 'patch')))].slice(0, 3).join(', ')
}

/** Both forms of a patch, the unified and that of Codex. */
function pathsIn(patch: string): Set<string> {
  const named = patch.slice(0, 100_000).matchAll(/^(?:\+\+\+ (?:b\/)?|\*\*\* (?:Add|Update|Delete) File: )([^\t\n]{1,1024})/gm)
  return new Set([...named].map(([, path]) => path!).filter((path) => path !== '/dev/null'))
}

/** What a tool's answer says in one line. */
export function resultOf(payload: Readonly<Record<string, unknown>>): string {
  return [outcomeOf(payload), changesOf(payload)].filter((part) => part !== '').join(' · ')
}

/** How a call of a tool ended. */
export function outcomeOf(payload: Readonly<Record<string, unknown>>): string {
  if (payload.ok === false) return failureOf(payload)
  const output = fieldsOf(payload.output)
  const { total, ...counts } = fieldsOf(output.tests)
  const tests = total === undefined ? '' : `${textOf(counts, 'passed')} of ${total} tests passed`
  return [textOf(output, 'outcome') || 'ok', tests].filter((part) => part !== '').join(' · ')
}

function failureOf(payload: Readonly<Record<string, unknown>>): string {
  const error = fieldsOf(payload.error)
  const words = textOf(error, 'message') || textOf(payload, 'error', 'reason')
  return ['failed', textOf(error, 'code'), words].filter((part) => part !== '').join(' · ')
}

/** How many lines of which files a patch changed; of one file, which the call has named, the numbers alone. */
export function changesOf(payload: Readonly<Record<string, unknown>>): string {
  const files = listOf(fieldsOf(payload.output).files).map(fieldsOf)
  const changed = files.filter(({ additions }) => additions !== undefined)
  const numbers = changed.slice(0, 3).map((file) => {
    const path = changed.length > 1 ? `${textOf(file, 'path')} ` : ''
    return `${path}+${textOf(file, 'additions')} −${textOf(file, 'deletions')}`
  })
  return numbers.join(', ')
}
