import { escapePattern } from './escape-pattern.ts'

/** A value that must not be shown, and the variable that holds it. */
export interface SecretValue {
  name: string
  value: string
}

const secretName = /TOKEN|SECRET|PASSWORD|KEY|CREDENTIAL/i
/** Shorter ones are words like any others. */
const shortest = 8

/** What an environment holds under names that speak of secrets. */
export function secretValuesOf(environment: NodeJS.ProcessEnv): SecretValue[] {
  const named = Object.entries(environment).filter(([name]) => secretName.test(name))
  return named.flatMap(([name, value = '']) => (value.length >= shortest ? [{ name, value }] : []))
}

/** Puts `[redacted:NAME]` in the place of each value. */
export function redactValues(text: string, secrets: readonly SecretValue[]): string {
  if (secrets.length === 0) return text
  // One value can be a part of another, which is then masked whole.
  const longestFirst = secrets.toSorted((one, other) => other.value.length - one.value.length)
  const pattern = new RegExp(longestFirst.map(({ value }) => escapePattern(value)).join('|'), 'g')
  const names = new Map(longestFirst.toReversed().map(({ name, value }) => [value, name]))
  return text.replace(pattern, (value) => `[redacted:${names.get(value)}]`)
}

/** Takes the end of a value away with which a text begins whose beginning was cut off. */
export function withoutCutValue(text: string, secrets: readonly SecretValue[]): string {
  const ends = secrets.map(({ value }) => endOf(value, text))
  return text.slice(Math.max(0, ...ends))
}

function endOf(value: string, text: string): number {
  for (let from = 1; from < value.length; from += 1) if (text.startsWith(value.slice(from))) return value.length - from
  return 0
}
