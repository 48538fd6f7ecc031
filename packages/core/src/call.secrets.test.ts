import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { LoopError } from './error.ts'
import { recordingLog } from './fixtures/recording-log.ts'
import { useLoop } from './fixtures/use-loop.ts'
import { defineModule } from './module.ts'
import { operation } from './operation.ts'
import { secret } from './secret.ts'
import { testDatabases } from './testing/index.ts'
import { text } from './text.ts'

const given = 'given-secret-1234'
const made = 'made-secret-5678'

/** Says its secrets wherever a handler can say something. */
const careless = defineModule({
  name: 'careless',
  title: 'Careless',
  operations: [
    operation({
      name: 'sign_up',
      title: 'Sign up',
      summary: 'Keeps a password.',
      kind: 'write',
      roles: ['user'],
      input: z.object({
        password: secret(text(40, 8)),
        tokens: z
          .array(z.object({ token: secret(text(40)).optional() }))
          .max(9)
          .default([]),
        fails: z.enum(['refusal', 'error', 'output']).optional(),
      }),
      output: z.object({ key: secret(z.string()), shown: z.string() }),
      async run({ password, tokens, fails }, { emit, log }) {
        const spoken = `${password} ${tokens.map(({ token }) => token).join(' ')}`
        log.warn({ spoken, nested: { password } }, `signed up with ${password}`)
        log.error({ error: new Error(spoken) }, 'an error')
        emit({ type: 'person.added', entity: password, after: { spoken, made, [password]: true } })
        if (fails === 'refusal') {
          throw new LoopError('conflict', `${password} is taken.`, { code: 'taken', hints: [`not ${password}`], details: { spoken } })
        }
        if (fails === 'error') throw new Error(`insert of ${spoken} failed`)
        return { key: made, shown: fails === 'output' ? (7 as unknown as string) : 'ok' }
      },
    }),
  ],
})

const { log, lines } = recordingLog()

describe.each(testDatabases())('a value marked secret on $name', (kind) => {
  const loop = useLoop(kind, [careless], { log })
  const signUp = (changes: object = {}) => loop().call('sign_up', { password: given, tokens: [{ token: 'list-secret-99' }], ...changes })
  const known = /given-secret|made-secret|list-secret/
  beforeEach(() => void lines.splice(0))

  it('reaches the caller and no line of the log', async () => {
    expect(await signUp()).toEqual({ key: made, shown: 'ok' })
    expect(lines).toMatchObject([
      { level: 'warn', spoken: '[secret] [secret]', nested: { password: '[secret]' }, message: 'signed up with [secret]' },
      { level: 'error', error: { message: '[secret] [secret]' } },
      { level: 'info', outcome: 'ok' },
    ])
    expect(JSON.stringify(lines)).not.toMatch(known)
  })

  it('reaches no event, whether it came in or goes out', async () => {
    await signUp()
    const events = await loop().events()
    expect(events.at(-1)).toMatchObject({
      type: 'person.added',
      entity: '[secret]',
      after: { spoken: '[secret] [secret]', made: '[secret]', '[secret]': true },
    })
    expect(JSON.stringify(events)).not.toMatch(known)
  })

  it('reaches no refusal', async () => {
    const error = await signUp({ fails: 'refusal' }).catch((thrown) => thrown)
    expect(error).toMatchObject({
      kind: 'conflict',
      code: 'taken',
      message: '[secret] is taken.',
      hints: ['not [secret]'],
      details: { spoken: '[secret] [secret]' },
    })
  })

  it.each(['error', 'output'])('reaches neither the caller nor the log when something else fails: %s', async (fails) => {
    const error = await signUp({ fails }).catch((thrown) => thrown)
    expect(JSON.stringify(error)).not.toMatch(known)
    expect(lines.map(({ level }) => level)).toEqual(['warn', 'error', 'error', 'info'])
    expect(JSON.stringify(lines)).not.toMatch(known)
  })

  it('is not shown when it is refused itself', async () => {
    const error = await signUp({ password: 'short', tokens: 'list-secret-99' }).catch((thrown) => thrown)
    expect(error.message).toBe(
      'sign_up cannot take this input: password: must have at least 8 characters; tokens: Invalid input: expected array, received string.',
    )
    expect(JSON.stringify(error)).not.toMatch(/short|list-secret/)
  })

  it('leaves the type of an event alone, by which subscribers find it', async () => {
    await signUp({ password: 'person.added' })
    expect((await loop().events()).at(-1)).toMatchObject({ type: 'person.added', entity: '[secret]' })
  })
})
