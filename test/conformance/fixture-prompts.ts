import {
  acceptedContent,
  completable,
  type GetPromptResult,
  type InputRequiredResult,
  inputRequired,
  type McpServer,
  type PromptMessage,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { z } from 'zod'
import { png } from './fixture-media.ts'

const context = z.object({ context: z.string() })
const says = (text: string): PromptMessage => ({ role: 'user', content: { type: 'text', text } })

const twoArguments = z.object({
  arg1: completable(z.string().describe('First test argument'), (value) =>
    ['paris', 'park', 'party'].filter((word) => word.startsWith(value)),
  ),
  arg2: z.string().describe('Second test argument'),
})

/** The suite's prompts: plain, with arguments, with a resource, with a picture, and one that asks back. */
export function addPrompts(server: McpServer): void {
  server.registerPrompt('test_simple_prompt', { description: 'Plain.' }, () => ({
    messages: [says('This is a simple prompt for testing.')],
  }))
  server.registerPrompt('test_prompt_with_arguments', { description: 'With arguments.', argsSchema: twoArguments }, ({ arg1, arg2 }) => ({
    messages: [says(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)],
  }))
  const argsSchema = z.object({ resourceUri: z.string().describe('URI of the resource to embed') })
  server.registerPrompt('test_prompt_with_embedded_resource', { description: 'With a resource.', argsSchema }, withResource)
  server.registerPrompt('test_prompt_with_image', { description: 'With a picture.' }, () => ({
    messages: [{ role: 'user', content: { type: 'image', data: png, mimeType: 'image/png' } }, says('Please analyze the image above.')],
  }))
  server.registerPrompt('test_input_required_result_prompt', { description: 'Asks back.' }, askingBack)
}

function withResource({ resourceUri }: { resourceUri: string }): GetPromptResult {
  const resource = { uri: resourceUri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' }
  return { messages: [{ role: 'user', content: { type: 'resource', resource } }, says('Please process the embedded resource above.')] }
}

function askingBack({ mcpReq }: ServerContext): GetPromptResult | InputRequiredResult {
  const answer = acceptedContent(mcpReq.inputResponses, 'user_context', context)
  if (answer) return { messages: [says(`Work with this context: ${answer.context}`)] }
  const user_context = inputRequired.elicit({ message: 'What context should the prompt use?', requestedSchema: context })
  return inputRequired({ inputRequests: { user_context } })
}
