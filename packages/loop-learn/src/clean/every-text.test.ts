import { expect, it } from 'vitest'
import { z } from 'zod'
import { loopLearn } from '../index.ts'
import { personalTexts } from './personal-text.ts'

/** Names, codes and addresses that have a form of their own, so that no sentence fits in. */
const namesOfNoText = /(?:^|\.)(?:\w+_)?(?:id|kind|about|key|after|cursor|week|email|timezone|quiet_start|quiet_end|confirm)$/

/** The strings of an input that are free text and yet not cleaned, each by its path. */
function uncleaned(schema: z.core.$ZodType, path: string): string[] {
  const { def } = schema._zod as z.core.$ZodTypes['_zod']
  const below = (inner: z.core.$ZodType, name = '') => uncleaned(inner, name === '' ? path : `${path}.${name}`)
  switch (def.type) {
    case 'string':
      return isCleaned(schema) || namesOfNoText.test(path) ? [] : [path]
    case 'object':
      return Object.entries(def.shape).flatMap(([name, inner]) => below(inner, name))
    case 'array':
      return below(def.element)
    case 'record':
      return [...below(def.keyType), ...below(def.valueType)]
    case 'union':
      return def.options.flatMap((option) => below(option))
    case 'pipe':
      return below(def.in)
    case 'optional':
    case 'default':
    case 'prefault':
    case 'nullable':
    case 'nonoptional':
    case 'catch':
    case 'readonly':
      return below(def.innerType)
    case 'enum':
    case 'literal':
    case 'number':
    case 'boolean':
    case 'transform':
      return []
    default:
      return [`${path}: ${def.type}`]
  }
}

/** Times and enums say what they are, and personal text has been through the door. */
function isCleaned(schema: z.core.$ZodType): boolean {
  const { enum: names, format } = (z.globalRegistry.get(schema) ?? {}) as Record<string, unknown>
  return personalTexts.has(schema as never) || Array.isArray(names) || format === 'date-time'
}

const { operations, resources = [], prompts = [] } = loopLearn
const all = [...operations, ...[...resources, ...prompts].map(({ operation }) => operation)]

it.each(all.map((operation) => [operation.name, operation] as const))('every text that %s takes is cleaned', (name, { input }) => {
  expect(uncleaned(input, name)).toEqual([])
})

it('sees a text that is not cleaned, wherever it stands', () => {
  const text = z.string().max(9)
  const input = z.object({
    a: text.optional(),
    b: z.array(z.object({ c: text.transform((given) => given) })),
    some_id: text,
    d: z.enum(['x']),
  })
  expect(uncleaned(input, 'op')).toEqual(['op.a', 'op.b.c'])
})
