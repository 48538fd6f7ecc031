import { randomBytes } from 'node:crypto'
import {
  CLIENT_CAPABILITIES_META_KEY,
  createRequestStateCodec,
  type InputRequiredResult,
  inputRequired,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server'
import type { Asking, Question } from '../ask.ts'
import { answerIn, askNow, formOf, hasForms } from './asking.ts'

interface AskedState {
  tool: string
  question: string
}

/**
 * What a client carries from a call that had to end for a question to the one that brings the answer.
 *
 * It is signed with a key of this process, and good for whoever made the call.
 */
export const askedState = createRequestStateCodec<AskedState>({
  key: randomBytes(32),
  bind: ({ mcpReq, http }) => `${mcpReq.method}\0${http?.authInfo?.clientId ?? ''}`,
})

/** How one call can ask; in the newer era its answer gives way to the question, which `requested` tells. */
export type McpAsking = Asking & { requested?(): Promise<InputRequiredResult | undefined> }

const key = 'answer'

/** Asks as the era of the client has it: by a request in the middle of the call, or by ending the call, which is then made again. */
export function askingIn(server: Server, context: ServerContext, tool: string): McpAsking {
  const { envelope, _meta, elicitInput, signal } = context.mcpReq
  if (envelope !== undefined)
    return hasForms((envelope as Record<string, object>)[CLIENT_CAPABILITIES_META_KEY]) ? askLater(context, tool) : {}
  if (!hasForms(server.getClientCapabilities())) return {}
  return { ask: askNow((form, timeout) => elicitInput(form as never, { signal, timeout }), _meta?.progressToken !== undefined) }
}

function askLater(context: ServerContext, tool: string): McpAsking {
  const { requestState, inputResponses } = context.mcpReq
  const state = requestState<AskedState>()
  const asked = state?.tool === tool ? state.question : undefined
  let open: Question | undefined
  return {
    asked,
    async ask(question) {
      if (question.id === asked) return answerIn(question, inputResponses?.[key])
      open = question
      return { kind: 'later' }
    },
    async requested() {
      if (open === undefined) return undefined
      const form = inputRequired.elicit(formOf(open) as never)
      return inputRequired({ inputRequests: { [key]: form }, requestState: await askedState.mint({ tool, question: open.id }, context) })
    },
  }
}
