import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { operation } from '../operation.ts'
import { text } from '../text.ts'
import { inputSchema, outputSchema, wholeOutputSchema } from './json-schema.ts'

const Task = z.strictObject({ id: z.string(), rank: z.int(), parent: z.strictObject({ id: z.string() }).nullable() })
const bare = {
  title: 'T',
  summary: 'S',
  kind: 'read',
  roles: ['user'],
  run: async () => ({ task: { id: '1', rank: 1, parent: null }, left: 0 }),
} as const
const getTask = operation({
  ...bare,
  name: 'get_task',
  input: z.object({
    id: text(9, 1).describe('Task id'),
    detail: z.enum(['short', 'full']).default('short'),
    limit: z.int().min(1).max(9).optional(),
  }),
  output: z.object({ task: Task, left: z.number() }),
})

describe('inputSchema()', () => {
  it('shows the arguments, with bounds and defaults, and refuses all others', () => {
    expect(inputSchema(getTask)).toMatchInlineSnapshot(`
      {
        "additionalProperties": false,
        "properties": {
          "detail": {
            "default": "short",
            "enum": [
              "short",
              "full",
            ],
            "type": "string",
          },
          "id": {
            "description": "Task id",
            "maxLength": 9,
            "minLength": 1,
            "type": "string",
          },
          "limit": {
            "maximum": 9,
            "minimum": 1,
            "type": "integer",
          },
        },
        "required": [
          "id",
        ],
        "type": "object",
      }
    `)
  })

  it('is made once', () => {
    expect(inputSchema(getTask)).toBe(inputSchema(getTask))
  })
})

describe('outputSchema()', () => {
  it('promises nowhere that nothing else is there, and carries no bounds that say nothing', () => {
    expect(JSON.stringify(outputSchema(getTask))).not.toMatch(/additionalProperties|9007199254740991/)
    expect(outputSchema(getTask)).toMatchObject({
      type: 'object',
      required: ['task', 'left'],
      properties: { task: { properties: { rank: { type: 'integer' } } } },
    })
  })

  it('keeps what maps may hold', () => {
    const counts = operation({
      ...bare,
      name: 'count',
      input: z.object({}),
      output: z.object({ counts: z.record(z.string(), z.number()) }),
      run: async () => ({ counts: {} }),
    })
    expect(outputSchema(counts)).toMatchObject({ properties: { counts: { additionalProperties: { type: 'number' } } } })
  })

  it('is the advertised one where there is one, and the whole is still known', () => {
    const slim = operation({
      ...bare,
      name: 'slim',
      input: z.object({}),
      output: z.object({ task: Task, left: z.number() }),
      advertised: z.object({ left: z.number() }),
    })
    expect(Object.keys(outputSchema(slim).properties!)).toEqual(['left'])
    expect(Object.keys(wholeOutputSchema(slim).properties!)).toEqual(['task', 'left'])
  })
})
