import { type Command, Option } from 'commander'
import type { Operation } from '../../operation.ts'
import { inputSchema, type JsonSchema } from '../json-schema.ts'
import { isOneWord, readNameless } from './nameless.ts'
import { type Shape, shapeOf } from './shape.ts'
import { readValue } from './value.ts'

/** One argument of an operation, with the option that sets it: `--x`, and `--no-x` where it can be switched off. */
export interface Argument {
  property: string
  /** The name of its option, such as `--due-at`. */
  flag: string
  required: boolean
  /** It may stand behind the command without its name: the first required one, where it is one word. */
  nameless: boolean
  shape: Shape
  option: Option
  negation: Option | undefined
}

type Property = NonNullable<JsonSchema['properties']>[string]

/** An operation's arguments, the required ones first. */
export function argumentsOf(operation: Operation): Argument[] {
  const { properties = {}, required = [] } = inputSchema(operation)
  const all = Object.entries(properties).map(([property, schema]) =>
    argumentOf(property, { schema, allRequired: required, flag: flagOf(property, operation) }),
  )
  return all.toSorted((one, other) => Number(other.required) - Number(one.required))
}

interface Origin {
  schema: Property
  allRequired: readonly string[]
  flag: string
}

function argumentOf(property: string, { schema, allRequired, flag }: Origin): Argument {
  const shape = shapeOf(schema)
  const required = allRequired.includes(property)
  const nameless = property === allRequired[0] && isOneWord(shape)
  const need = nameless ? 'required, also without its name' : required ? 'required' : ''
  const option = new Option(`${flag} ${placeholderOf(schema, shape)}`.trim(), describe(schema, need))
  // An argument may itself be called `no_…`, which is no negation.
  option.negate = false
  if (shape.choices.length > 0) option.choices(shape.choices.map(String))
  // That a switch is off goes without saying.
  if (schema.default !== undefined && schema.default !== false) option.default(schema.default)
  return { property, flag, required, nameless, shape, option, negation: negationOf(flag, schema, shape) }
}

function negationOf(flag: string, { default: preset }: Property, { type, list, nullable }: Shape): Option | undefined {
  const negated = flag.replace('--', '--no-')
  if (type === 'boolean' && !list) return new Option(negated, `The opposite of ${flag}`).hideHelp(preset === false)
  return nullable ? new Option(negated, 'Set it to nothing') : undefined
}

/** `due_at` → `--due-at`, or as the operation says. */
function flagOf(property: string, { flags }: Pick<Operation, 'flags'>): string {
  const kebab = (flags?.[property] ?? property).replaceAll('_', '-').replaceAll(/[a-z0-9](?=[A-Z])/g, '$&-')
  return `--${kebab.toLowerCase()}`
}

function placeholderOf(schema: Property, { type, list }: Shape): string {
  if (type === 'boolean' && !list) return ''
  const word = schema.format === 'date-time' ? 'time' : type === 'integer' ? 'number' : type
  return list ? `<${word}...>` : `<${word}>`
}

function describe(schema: Property, need: string): string {
  const { description, minimum, maximum } = schema
  const range = minimum !== undefined && maximum !== undefined ? `${minimum} to ${maximum}` : ''
  const notes = [need, range].filter(Boolean).join(', ')
  return [description, notes && `(${notes})`].filter(Boolean).join(' ')
}

/** What was typed, by the operation's own names. Defaults are left to the operation. */
export function readArguments(command: Command, all: readonly Argument[]): Record<string, unknown> {
  const typed = all.filter(({ option }) => command.getOptionValueSource(option.attributeName()) === 'cli')
  const values = typed.map(({ property, shape, option }) => [
    property,
    readValue(command.getOptionValue(option.attributeName()), shape, option.long!),
  ])
  return { ...Object.fromEntries(values), ...readNameless(command, all) }
}

/** The options by which the arguments are set. */
export function optionsOf(all: readonly Argument[]): Option[] {
  return all.flatMap(({ option, negation }) => (negation ? [option, negation] : [option]))
}
