import { type Command, Option } from 'commander'
import type { Operation } from '../../operation.ts'
import { inputSchema, type JsonSchema } from '../json-schema.ts'
import { type Shape, shapeOf } from './shape.ts'
import { valueOf } from './value.ts'

/** One argument of an operation, and the options that set it: `--x`, and `--no-x` where it can be switched off. */
export interface Argument {
  property: string
  required: boolean
  shape: Shape
  options: readonly Option[]
}

/** An operation's arguments, the required ones first. */
export function argumentsOf(operation: Operation): Argument[] {
  const { properties = {}, required = [] } = inputSchema(operation)
  const all = Object.entries(properties).map(([property, schema]) => argumentOf(property, schema, required.includes(property)))
  return all.toSorted((one, other) => Number(other.required) - Number(one.required))
}

type Property = NonNullable<JsonSchema['properties']>[string]

function argumentOf(property: string, schema: Property, required: boolean): Argument {
  const shape = shapeOf(schema)
  return { property, required, shape, options: [optionOf(property, schema, { shape, required }), ...negationOf(property, schema, shape)] }
}

function optionOf(property: string, schema: Property, { shape, required }: { shape: Shape; required: boolean }): Option {
  const option = new Option([flagOf(property), placeholderOf(schema, shape)].join(' ').trim(), describe(schema, required))
  // An argument may itself be called `no_…`, which is no negation.
  option.negate = false
  if (shape.choices.length > 0) option.choices(shape.choices.map(String))
  if (schema.default !== undefined) option.default(schema.default)
  return option
}

function negationOf(property: string, { default: preset }: Property, { type, list, nullable }: Shape): Option[] {
  const flag = `--no-${flagOf(property).slice(2)}`
  if (nullable) return [new Option(flag, `Set ${property} to nothing`)]
  return type === 'boolean' && !list ? [new Option(flag, 'The opposite').hideHelp(preset === false)] : []
}

/** `due_at` → `--due-at`. */
export function flagOf(property: string): string {
  return `--${property.replaceAll('_', '-')}`
}

function placeholderOf(schema: Property, { type, list }: Shape): string {
  if (type === 'boolean' && !list) return ''
  const word = schema.format === 'date-time' ? 'time' : type === 'integer' ? 'number' : type
  return list ? `<${word}...>` : `<${word}>`
}

function describe(schema: Property, required: boolean): string {
  const { description, minimum, maximum } = schema
  const range = minimum !== undefined && maximum !== undefined ? `${minimum} to ${maximum}` : ''
  const notes = [required && 'required', range].filter(Boolean).join(', ')
  return [description, notes && `(${notes})`].filter(Boolean).join(' ')
}

/** What was typed, by the operation's own names. Defaults are left to the operation. */
export function readArguments(command: Command, all: readonly Argument[]): Record<string, unknown> {
  const given = all.flatMap(({ property, shape, options: [option] }) => {
    const name = option!.attributeName()
    if (command.getOptionValueSource(name) !== 'cli') return []
    return [[property, valueOf(command.getOptionValue(name), shape, option!.long!)] as const]
  })
  return Object.fromEntries(given)
}
