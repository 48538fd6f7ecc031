import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { defineModule } from '../module.ts'
import { operation } from '../operation.ts'
import { testLoop } from './loop.ts'

const maker = (name: string, ids?: 'uuid' | 'ulid') =>
  defineModule({
    name,
    title: name,
    ids,
    operations: [
      operation({
        name: `make_${name}`,
        title: 'T',
        summary: 'S',
        kind: 'write',
        roles: ['user'],
        input: z.object({}),
        output: z.object({ id: z.string() }),
        run: async (_, { newId }) => ({ id: newId() }),
      }),
    ],
  })

const loop = () => {
  const made = testLoop([maker('plain'), maker('sorted', 'ulid')])
  onTestFinished(() => made.close())
  return made
}

test('ids count upward, each in the format of its module', async () => {
  const { call } = loop()
  expect(await call('make_plain')).toEqual({ id: '00000000-0000-4000-8000-000000000001' })
  expect(await call('make_sorted')).toEqual({ id: '01KE70EHG00000000000000002' })
  expect(await call('make_sorted')).toEqual({ id: '01KE70EHG00000000000000003' })
})
