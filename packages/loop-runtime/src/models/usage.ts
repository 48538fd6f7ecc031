import type { ModelReply, ModelRequest, ModelUsage } from '../model.ts'

/** Tokens of a text, where nobody counted them. */
export const estimatedTokens = (characters: number): number => Math.ceil(characters / 4)

/** What the provider counted, and an estimate for what it left out. */
export function usageOf(
  request: ModelRequest,
  reply: Pick<ModelReply, 'text' | 'calls'>,
  counted: { input?: number | undefined; output?: number | undefined; cached?: number | undefined } = {},
): ModelUsage {
  const said = Boolean(counted.input && counted.output)
  return {
    inputTokens: counted.input || estimatedTokens(charactersOfRequest(request)),
    outputTokens: counted.output || estimatedTokens(charactersOfReply(reply)),
    cachedInputTokens: counted.cached ?? 0,
    estimated: !said,
  }
}

const charactersOfReply = ({ text, calls }: Pick<ModelReply, 'text' | 'calls'>) =>
  text.length + calls.reduce((sum, { tool, args }) => sum + tool.length + (JSON.stringify(args)?.length ?? 0), 0)

const charactersOfRequest = ({ system, messages, tools }: ModelRequest) =>
  system.length + JSON.stringify(messages).length + (tools.length > 0 ? JSON.stringify(tools).length : 0)
