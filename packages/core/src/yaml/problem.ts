import type { z } from 'zod'

type Issue = z.core.$ZodIssue

const types: Readonly<Record<string, string>> = {
  string: 'a text (a number or a yes needs quotes)',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys to values',
  record: 'a mapping of keys to values',
}

/** What is wrong, for a person who wrote the file by hand. */
export function problemOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${types[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `must be ${listed(issue.values.map(String))}`
    case 'too_small':
      if (issue.minimum === 1 && issue.origin !== 'number') return 'must not be empty'
      return `must ${bound(issue.origin, 'at least', issue.minimum)}`
    case 'too_big':
      return `must ${bound(issue.origin, 'at most', issue.maximum)}`
    default:
      return issue.message
  }
}

function bound(origin: string, than: string, limit: number | bigint): string {
  const things: Readonly<Record<string, string>> = { string: 'characters', array: 'items' }
  return things[origin] ? `have ${than} ${limit} ${things[origin]}` : `be ${than} ${limit}`
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
