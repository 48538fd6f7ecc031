import {
  acceptedContent,
  type CallToolResult,
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  type InputRequest,
  type InputRequiredResult,
  inputRequired,
  type McpServer,
  type RequestStateCodec,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { z } from 'zod'

type Tool = (context: ServerContext, state: RequestStateCodec) => Answer | Promise<Answer>
type Answer = CallToolResult | InputRequiredResult

const person = z.object({ name: z.string() })
const text = (value: string): CallToolResult => ({ content: [{ type: 'text', text: value }] })
const askName = inputRequired.elicit({ message: 'What is your name?', requestedSchema: person })
const askColor = inputRequired.elicit({ message: 'What is your favorite color?', requestedSchema: z.object({ color: z.string() }) })
const askConfirmation = inputRequired.elicit({ message: 'Please confirm', requestedSchema: z.object({ ok: z.boolean() }) })

function askModel(question: string): InputRequest {
  return inputRequired.createMessage({ messages: [{ role: 'user', content: { type: 'text', text: question } }], maxTokens: 100 })
}

/** Asks for all of it until every answer is there. */
function untilAnswered({ mcpReq }: ServerContext, inputRequests: Record<string, InputRequest>, requestState?: string): Answer {
  const missing = Object.keys(inputRequests).some((key) => mcpReq.inputResponses?.[key] === undefined)
  return missing ? inputRequired({ inputRequests, requestState }) : text(JSON.stringify(mcpReq.inputResponses))
}

const confirmWithState: Tool = async (context, state) => {
  if (context.mcpReq.requestState() === undefined) {
    return inputRequired({ inputRequests: { confirm: askConfirmation }, requestState: await state.mint('confirm') })
  }
  return text('state-ok')
}

const tools: Record<string, Tool> = {
  test_input_required_result_elicitation: ({ mcpReq }) => {
    const answer = acceptedContent(mcpReq.inputResponses, 'user_name', person)
    return answer ? text(`Hello, ${answer.name}!`) : inputRequired({ inputRequests: { user_name: askName } })
  },
  test_input_required_result_sampling: (context) =>
    untilAnswered(context, { capital_question: askModel('What is the capital of France?') }),
  test_input_required_result_list_roots: (context) => untilAnswered(context, { client_roots: inputRequired.listRoots() }),
  test_input_required_result_request_state: confirmWithState,
  test_input_required_result_tampered_state: confirmWithState,
  test_input_required_result_multiple_inputs: async (context, state) =>
    untilAnswered(
      context,
      { user_name: askName, greeting: askModel('Generate a greeting'), client_roots: inputRequired.listRoots() },
      await state.mint('multiple'),
    ),
  test_input_required_result_multi_round: async ({ mcpReq }, state) => {
    const round = mcpReq.requestState<number>() ?? 0
    if (round === 2) return text('Two rounds done.')
    const inputRequests: Record<string, InputRequest> = round === 0 ? { step1: askName } : { step2: askColor }
    return inputRequired({ inputRequests, requestState: await state.mint(round + 1) })
  },
  test_input_required_result_capabilities: (context) => {
    const { [CLIENT_CAPABILITIES_META_KEY]: declared } = (context.mcpReq.envelope ?? {}) as Record<string, ClientCapabilities | undefined>
    return untilAnswered(context, {
      ...(declared?.sampling && { question: askModel('What is the capital of France?') }),
      ...(declared?.elicitation && { user_name: askName }),
    })
  },
  // The SDK refuses an input request that the client has not declared, which is what the suite looks for.
  test_missing_capability: (context) => untilAnswered(context, { question: askModel('Anyone there?') }),
  test_streaming_elicitation: (context) => untilAnswered(context, { user_name: askName }),
}

/** The suite's tools that need another round with the client, in the way of 2026-07-28. */
export function addInputTools(server: McpServer, state: RequestStateCodec): void {
  for (const [name, tool] of Object.entries(tools)) server.registerTool(name, { description: name }, (context) => tool(context, state))
}
