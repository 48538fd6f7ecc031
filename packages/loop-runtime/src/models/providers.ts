import type { AnyLanguageModel } from './prompt.ts'
import { addressInvalid, keyMissing, modelNotNamed } from './refusals.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** A model of a provider, and the key with which it is asked. */
export interface ProviderModel {
  languageModel: AnyLanguageModel
  key: string | undefined
}

const openaiAddress = 'https://api.openai.com/v1'

/** Any server that speaks OpenAI's chat completions; one of your own may need no key. */
export async function openaiModel(named: string, environment: Environment): Promise<ProviderModel> {
  const id = named || environment.OPENAI_MODEL
  if (!id) throw modelNotNamed()
  const key = environment.OPENAI_API_KEY || undefined
  const baseURL = address('OPENAI_BASE_URL', environment, openaiAddress)
  if (!key && baseURL === openaiAddress) throw keyMissing(`openai:${id}`, 'OPENAI_API_KEY')
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
  const provider = createOpenAICompatible({
    name: 'openai',
    baseURL,
    includeUsage: true,
    ...(key && { apiKey: key }),
    ...(baseURL === openaiAddress && { transformRequestBody: withNewLimit }),
  })
  return { languageModel: provider(id), key }
}

/** OpenAI's newer models refuse the old name of the output limit, which is the only one that other servers know. */
export function withNewLimit({ max_tokens, ...body }: Record<string, unknown>): Record<string, unknown> {
  return { ...body, max_completion_tokens: max_tokens }
}

export async function anthropicModel(id: string, environment: Environment): Promise<ProviderModel> {
  const key = environment.ANTHROPIC_API_KEY || undefined
  if (!key) throw keyMissing(`anthropic:${id}`, 'ANTHROPIC_API_KEY')
  const baseURL = address('ANTHROPIC_BASE_URL', environment, 'https://api.anthropic.com')
  const { createAnthropic } = await import('@ai-sdk/anthropic')
  const provider = createAnthropic({ apiKey: key, baseURL: /\/v1$/.test(baseURL) ? baseURL : `${baseURL}/v1` })
  return { languageModel: provider(id), key }
}

function address(variable: string, environment: Environment, otherwise: string): string {
  const given = (environment[variable] || otherwise).replace(/\/+$/, '')
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) throw addressInvalid(variable)
  return given
}
