import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { operation } from '../operation.ts'
import { secret } from '../secret.ts'
import { text } from '../text.ts'
import { toolInputSchema, toolOutputSchema } from './tool-schema.ts'

const Answer = z.object({ properties: z.array(z.object({ maxLength: z.string() })), format: z.string().nullable() })

const paint = operation({
  name: 'paint',
  title: 'Paint',
  summary: 'Paint something.',
  kind: 'write',
  roles: ['user'],
  input: z.object({
    title: text(200, 1),
    maximum: z.int().min(1).max(2_147_483_647),
    count: z.int().min(2).max(20).default(2),
    colour: z.enum(['red', 'blue']).nullable().optional().describe('null for none'),
    token: secret(text(100)),
    notes: z.record(text(20), z.unknown()).optional(),
  }),
  output: Answer,
  run: async () => ({ properties: [], format: null }),
})

describe('the schema of a tool, as a model reads it', () => {
  it('leaves out what no model counts up to and what goes without saying', () => {
    expect(toolInputSchema(paint)).toEqual({
      type: 'object',
      properties: {
        title: { type: 'string' },
        maximum: { type: 'integer' },
        count: { type: 'integer', minimum: 2, maximum: 20, default: 2 },
        colour: { type: ['string', 'null'], enum: ['red', 'blue', null], description: 'null for none' },
        token: { type: 'string' },
        notes: { type: 'object' },
      },
      required: ['title', 'maximum', 'token'],
    })
  })

  it('keeps fields that are called like keywords, and says of an answer only what may be there', () => {
    expect(toolOutputSchema(paint)).toEqual({
      type: 'object',
      properties: {
        properties: { type: 'array', items: { type: 'object', properties: { maxLength: { type: 'string' } } } },
        format: { type: ['string', 'null'] },
      },
    })
  })

  it('has nothing to say of an object without known fields', () => {
    const silent = operation({
      ...paint,
      name: 'silent',
      advertised: z.looseObject({}),
      run: async () => ({ properties: [], format: null }),
    })
    expect(toolOutputSchema(silent)).toEqual({ type: 'object' })
  })
})
