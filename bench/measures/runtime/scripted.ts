import type { Model } from '../../../packages/loop-runtime/src/model.ts'

/** A decision that calls a tool. */
export function call(tool: string, args: object = {}): object {
  return { status: 'continue', summary: `Calls ${tool}.`, next_action: { type: 'tool_call', tool, args } }
}

export const finish = { status: 'final', summary: 'Done.', final_answer: 'It is mended, and all tests pass.', confidence: 0.95 }

/** A model that says these one after the other, and then only that it is done. */
export function modelSaying(said: readonly object[]): Model {
  let turn = 0
  return {
    name: 'scripted',
    async reply() {
      const text = JSON.stringify(said[turn] ?? finish)
      turn += 1
      return { text, calls: [], end: 'stop', usage: { inputTokens: 1, outputTokens: 1, cachedInputTokens: 0, estimated: true } }
    },
  }
}
