import type { Model } from '../model.ts'
import { cassetteModel, recorded } from './cassette.ts'
import { modelOf } from './language-model.ts'
import { mockModel } from './mock.ts'
import { anthropicModel, type Environment, openaiModel, type ProviderModel } from './providers.ts'
import { unknownModel } from './refusals.ts'
import type { Wait } from './retry.ts'
import { scriptedModel } from './scripted.ts'

export interface ModelOptions {
  environment: Environment
  /** Turns that the run has had already, failed ones among them: a script and a cassette go on behind them. */
  asked?: number
  /** A new file that takes the replies; one that is there is only added to by a run that goes on. */
  record?: string
  timeoutMs?: number
  wait?: Wait
}

/** Opens the model of a name such as `anthropic:NAME`. No library of a provider is loaded for the others. */
export async function openModel(name: string, options: ModelOptions): Promise<Model> {
  const { model, secrets } = await opened(name, options)
  return options.record === undefined ? model : recorded(model, { file: options.record, asked: options.asked ?? 0, secrets })
}

interface Opened {
  model: Model
  secrets: readonly string[]
}

async function opened(name: string, options: ModelOptions): Promise<Opened> {
  const [, kind, rest = ''] = /^([a-z]+)(?::(.+))?$/s.exec(name) ?? []
  const { environment, asked = 0 } = options
  if (kind === 'mock' && !rest) return { model: mockModel, secrets: [] }
  if (kind === 'openai') return provided(kind, await openaiModel(rest, environment), options)
  if (kind === 'anthropic' && rest) return provided(kind, await anthropicModel(rest, environment), options)
  if (kind === 'scripted' && rest) return { model: await scriptedModel(rest, asked), secrets: [] }
  if (kind === 'cassette' && rest) return { model: await cassetteModel(rest, asked), secrets: [] }
  throw unknownModel(name)
}

function provided(kind: string, { languageModel, key = '' }: ProviderModel, { timeoutMs, wait }: ModelOptions): Opened {
  // What is shorter is a word that a server of one's own takes for a key.
  const secrets = key.length >= 8 ? [key] : []
  const name = `${kind}:${languageModel.modelId}`
  return { model: modelOf(languageModel, { name, secrets, ...(timeoutMs !== undefined && { timeoutMs }), ...(wait && { wait }) }), secrets }
}
