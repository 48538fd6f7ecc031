import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineModule } from './module.ts'
import { prompt } from './prompt.ts'
import { testLoop } from './testing/index.ts'
import { text } from './text.ts'

const plan = prompt({
  name: 'plan_day',
  title: 'Plan the day',
  summary: 'Asks for a plan.',
  roles: ['user'],
  arguments: z.object({ goal: text(40, 1), tone: text(20).default('plain') }),
  write: async ({ goal, tone }, { actor }) => `${actor.member?.name} wants ${goal} in ${tone} words.`,
})
const bare = prompt({ name: 'say_hello', title: 'T', summary: 'S', roles: ['user'], write: () => 'Hello.' })
const loop = testLoop([defineModule({ name: 'days', title: 'Days', operations: [], prompts: [plan, bare] })])

describe('prompt()', () => {
  it('is written by the same road as an operation: roles, arguments, defaults', async () => {
    expect(await loop.call('plan_day', { goal: 'order' })).toEqual({ text: 'Owner wants order in plain words.' })
    await expect(loop.call('plan_day', { goal: 'order' }, { as: 'agent' })).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(loop.call('plan_day', { gaol: 'order' })).rejects.toThrow(/goal: is required; gaol: is not an argument here/)
  })

  it('needs no arguments', async () => {
    expect(await loop.call('say_hello')).toEqual({ text: 'Hello.' })
  })

  it('is no tool, changes nothing and opens no transaction', () => {
    const { tool, kind, annotations } = plan.operation
    expect({ tool, kind, annotations }).toEqual({
      tool: false,
      kind: 'effect',
      annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    })
  })
})
