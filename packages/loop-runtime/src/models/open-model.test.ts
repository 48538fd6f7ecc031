import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openModel } from './open-model.ts'
import { withNewLimit } from './providers.ts'

const open = (name: string, environment: Record<string, string> = {}) => openModel(name, { environment })
const refusal = (...given: Parameters<typeof open>) =>
  open(...given).then(
    () => undefined,
    (error: unknown) => error,
  )

describe('openModel', () => {
  it.each([
    ['mock', {}, 'mock'],
    ['openai', { OPENAI_MODEL: 'small', OPENAI_API_KEY: 'k' }, 'openai:small'],
    ['openai:org/model:free', { OPENAI_API_KEY: 'k' }, 'openai:org/model:free'],
    ['openai:local', { OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1/' }, 'openai:local'],
    ['anthropic:some', { ANTHROPIC_API_KEY: 'k' }, 'anthropic:some'],
  ])('opens %s', async (name, environment, opened) => {
    expect((await open(name, environment)).name).toBe(opened)
  })

  it.each(['', 'gpt', 'mock:x', 'anthropic', 'anthropic:', 'scripted', 'cassette:', 'OPENAI:x', 'google:x'])(
    'knows no model "%s"',
    async (name) => {
      expect(await refusal(name)).toMatchObject({
        kind: 'invalid_input',
        message: `There is no model "${name}".`,
        hints: ['Name one of mock, openai:NAME, anthropic:NAME, scripted:FILE or cassette:FILE.'],
      })
    },
  )

  it.each([
    ['openai', { OPENAI_API_KEY: 'k' }, 'OPENAI_MODEL'],
    ['openai:x', {}, 'OPENAI_API_KEY'],
    ['anthropic:x', { ANTHROPIC_BASE_URL: 'http://127.0.0.1:1' }, 'ANTHROPIC_API_KEY'],
    ['openai:x', { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: 'file:///etc' }, 'OPENAI_BASE_URL'],
    ['anthropic:x', { ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: 'nowhere' }, 'ANTHROPIC_BASE_URL'],
  ])('refuses %s where the environment lacks something: %j', async (name, environment, variable) => {
    expect(await refusal(name, environment as Record<string, string>)).toMatchObject({ message: expect.stringContaining(variable) })
  })

  it('says that a key is missing as it would of a model that cannot be reached', async () => {
    expect(await refusal('anthropic:x')).toMatchObject({ kind: 'unavailable', code: 'model_unreachable' })
  })
})

it('loads no library of a provider before a provider is asked', () => {
  const folder = new URL('.', import.meta.url)
  const sources = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  const eager = sources.filter((name) => /^import (?!type ).*from '(ai'|@ai-sdk\/)/m.test(readFileSync(new URL(name, folder), 'utf8')))
  expect([sources.length > 10, eager]).toEqual([true, []])
})

it("names the output limit as OpenAI's own address wants it", () => {
  expect(withNewLimit({ model: 'm', max_tokens: 5 })).toEqual({ model: 'm', max_completion_tokens: 5 })
})
