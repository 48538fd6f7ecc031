import { expect, it } from 'vitest'
import { z } from 'zod'
import { prompt } from '../prompt.ts'
import { text } from '../text.ts'
import { promptArguments } from './prompt-arguments.ts'

const bare = { name: 'plan', title: 'T', summary: 'S', roles: ['user'], write: () => '' } as const

it('the arguments of a prompt say which must be given, and what they mean', () => {
  const { operation } = prompt({
    ...bare,
    arguments: z.object({ goal: text(40, 1).describe('What for'), tone: text(9).optional(), size: text(9).default('small') }),
  })
  expect(promptArguments(operation)).toEqual([
    { name: 'goal', required: true, description: 'What for' },
    { name: 'tone', required: false },
    { name: 'size', required: false },
  ])
})

it('a prompt without arguments has none', () => {
  expect(promptArguments(prompt(bare).operation)).toEqual([])
})
