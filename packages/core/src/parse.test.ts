import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { nothing, operation } from './operation.ts'
import { checkOutput, parseInput } from './parse.ts'
import { text } from './text.ts'

const createTask = operation({
  name: 'create_task',
  title: 'Create task',
  summary: 'S',
  kind: 'write',
  roles: ['user'],
  input: z.object({
    title: text(20, 1),
    priority: z.enum(['high', 'low']).default('low'),
    count: z.int().min(1).max(9).optional(),
    tags: z.array(text(5)).max(3).optional(),
    task_id: z
      .string()
      .refine((id) => /^[0-9a-f]{4}$/i.test(id), { message: 'is no task id', params: { code: 'bad_id' } })
      .nullable()
      .optional(),
  }),
  output: z.object({ id: z.string() }),
  run: async () => ({ id: '1' }),
})

const refusal = (input: unknown) => parseInput(createTask, input).catch((error: unknown) => error)

describe('parseInput()', () => {
  it('gives the input with its defaults', async () => {
    expect(await parseInput(createTask, { title: 'a' })).toEqual({ title: 'a', priority: 'low' })
  })

  it('names every field that is wrong, what was expected and what there is', async () => {
    expect(await refusal({ priority: 'urgent', count: 'many', tags: ['too long a tag'], titel: 'a' })).toMatchObject({
      kind: 'invalid_input',
      message:
        'create_task cannot take this input: title: is required; priority: must be one of high, low; count: Invalid input: expected number, received string; tags.0: must have at most 5 characters; titel: is not an argument here.',
      hints: ['The arguments of create_task are: title, priority, count, tags, task_id.'],
      details: {
        fields: [
          { field: 'title', problem: 'is required' },
          { field: 'priority', problem: 'must be one of high, low' },
          { field: 'count', problem: 'Invalid input: expected number, received string' },
          { field: 'tags.0', problem: 'must have at most 5 characters' },
          { field: 'titel', problem: 'is not an argument here' },
        ],
      },
    })
  })

  it.each([
    ['a text', 'hello'],
    ['a list', [1]],
    ['a number', 0],
  ])('refuses %s in the place of arguments', async (_, input) => {
    expect(await refusal(input)).toMatchObject({ details: { fields: [{ field: 'input' }] } })
  })

  it('takes nothing at all for no arguments', async () => {
    const ping = operation({ ...createTask, name: 'ping', input: z.object({}), output: nothing, run: async () => ({}) })
    expect(await parseInput(ping, undefined)).toEqual({})
    expect(await parseInput(ping, null)).toEqual({})
    await expect(parseInput(ping, { a: 1 })).rejects.toThrow('ping cannot take this input: a: is not an argument here.')
  })

  it('names the first ten of many wrong fields, and of a long name only its beginning', async () => {
    const columns = Array.from({ length: 30 }, (_, index) => [`column_${index}`, z.string()] as const)
    const wide = operation({
      ...createTask,
      name: 'widen',
      input: z.object(Object.fromEntries(columns)),
      output: nothing,
      run: async () => ({}),
    })
    await expect(parseInput(wide, {})).rejects.toThrow(/^widen cannot take this input: column_0: is required; .*column_9: is required\.$/)
    const one = (await refusal({ title: 'a', [`x${'y'.repeat(10_000)}`]: 1 })) as { message: string }
    expect(one.message.length).toBeLessThan(200)
  })

  it('says of each field only the first thing that is wrong', async () => {
    expect(await refusal({ title: 'a', tags: 'a text longer than three' })).toMatchObject({
      details: { fields: [{ field: 'tags', problem: 'Invalid input: expected array, received string' }] },
    })
  })
})

describe('the code of a refusal', () => {
  it.each([
    ['is the one that the schema of the field gives', 'bad_id', { title: 'a', task_id: 'nothing like it' }],
    ['says that a list is too long', 'too_many', { title: 'a', tags: ['a', 'b', 'c', 'd'] }],
    ['is that of the first problem', 'too_many', { title: 'a', tags: ['a', 'b', 'c', 'd'], task_id: '?' }],
    ['is the kind where the first problem has none', 'invalid_input', { title: '', task_id: '?' }],
    ['is the kind for a text that is too long', 'invalid_input', { title: 'a'.repeat(21) }],
    ['is the kind for a number that is too large', 'invalid_input', { title: 'a', count: 10 }],
  ])('%s', async (_, code, input) => {
    expect(await refusal(input)).toMatchObject({ kind: 'invalid_input', status: 422, code })
  })
})

describe('checkOutput()', () => {
  it('leaves out what is not declared', () => {
    expect(checkOutput(createTask, { id: '1', hash: 'never shown' })).toEqual({ id: '1' })
  })

  it('takes a mismatch for a fault of ours', () => {
    expect(() => checkOutput(createTask, { id: 7 })).toThrow(/create_task returned something that its output schema refuses/)
  })
})

describe('a schema with a check that takes its time', () => {
  const slow = operation({
    ...createTask,
    name: 'wait',
    input: z.object({
      title: z
        .string()
        .max(20)
        .transform(async (title) => `${title}!`),
    }),
    output: nothing,
    run: async () => ({}),
  })

  it('is waited for', async () => {
    expect(await parseInput(slow, { title: 'a' })).toEqual({ title: 'a!' })
    await expect(parseInput(slow, { title: 1 })).rejects.toMatchObject({ kind: 'invalid_input' })
  })
})
