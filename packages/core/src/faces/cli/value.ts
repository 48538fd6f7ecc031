import { readFileSync } from 'node:fs'
import type { Shape } from './shape.ts'
import { usage } from './usage.ts'

/** Turns what was typed behind an option into the value that the operation takes. `flag` is the option's name, for a refusal. */
export function readValue(given: unknown, shape: Shape, flag: string): unknown {
  if (typeof given === 'boolean') return given || shape.type === 'boolean' ? given : null
  if (!Array.isArray(given)) return one(given as string, shape, flag)
  const values = given.map((text: string) => one(text, shape, flag))
  return shape.type === 'json' ? values.flat() : values
}

function one(text: string, shape: Shape, flag: string): unknown {
  switch (shape.type) {
    case 'number':
    case 'integer':
      return numberOf(text, shape.type, flag)
    case 'boolean':
      return booleanOf(text, flag)
    case 'choice':
      return shape.choices.find((choice) => String(choice) === text)
    case 'json':
      return parseJson(text, flag)
    default:
      return text
  }
}

function numberOf(text: string, type: 'number' | 'integer', flag: string): number {
  const number = text.trim() === '' ? Number.NaN : Number(text)
  if (type === 'integer' && !Number.isInteger(number)) throw usage(`${flag} takes a whole number, not ${JSON.stringify(text)}.`)
  if (!Number.isFinite(number)) throw usage(`${flag} takes a number, not ${JSON.stringify(text)}.`)
  return number
}

/** Only a list of booleans spells its values out. */
function booleanOf(text: string, flag: string): boolean {
  if (text !== 'true' && text !== 'false') throw usage(`${flag} takes true or false, not ${JSON.stringify(text)}.`)
  return text === 'true'
}

/** JSON as it was typed, or from the file that is named behind an `@`. */
export function parseJson(typed: string, flag: string): unknown {
  const text = typed.startsWith('@') ? readFile(typed.slice(1), flag) : typed
  try {
    return JSON.parse(text)
  } catch {
    // The text stays out of the message: it may hold a secret.
    throw usage(`${flag} takes JSON, and this is none.`, ['In a shell, put it in single quotes.'])
  }
}

function readFile(path: string, flag: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw usage(`${flag} names the file ${JSON.stringify(path)}, which cannot be read.`)
  }
}
