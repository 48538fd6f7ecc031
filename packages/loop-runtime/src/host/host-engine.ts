import type { Model } from '../model.ts'
import type { Engine } from '../run/engine.ts'
import type { RunnableTask } from '../task/task.ts'
import type { ToolPlace } from '../tools/tool.ts'
import { toolboxOf } from '../tools/toolbox.ts'

/** The engine of a run whose model is the client: it is asked for nothing, since it says what it wants with each call. */
export function hostEngine(place: ToolPlace, task: RunnableTask, onProgress: Engine['onProgress']): Engine {
  return {
    runtime: place.runtime,
    task,
    tools: toolboxOf({ ...place, rules: task }),
    model: saying({}),
    system: '',
    contextTokens: 1,
    maxOutputTokens: 1,
    stop: new AbortController().signal,
    ...(onProgress && { onProgress }),
  }
}

/** A model that says what the client decided, so that a decision is journaled and judged as a reply is. */
export function saying(decision: object): Model {
  const text = JSON.stringify(decision)
  const usage = { inputTokens: 0, outputTokens: Math.ceil(text.length / 4), cachedInputTokens: 0, estimated: true }
  return { name: 'host', reply: async () => ({ text, calls: [], end: 'stop', usage }) }
}
