import { setTimeout as sleep } from 'node:timers/promises'
import type { CallToolResult, McpServer, ServerContext, ServerEventBus } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { askForDefaults, askForEnums } from './fixture-elicitation.ts'
import { png, wav } from './fixture-media.ts'

type Tool = (context: ServerContext) => CallToolResult | Promise<CallToolResult>

const text = (value: string): CallToolResult => ({ content: [{ type: 'text', text: value }] })
const image = { type: 'image', data: png, mimeType: 'image/png' } as const

const tools: Record<string, Tool> = {
  test_simple_text: () => text('This is a simple text response for testing.'),
  test_image_content: () => ({ content: [image] }),
  test_audio_content: () => ({ content: [{ type: 'audio', data: wav, mimeType: 'audio/wav' }] }),
  test_embedded_resource: () => ({
    content: [
      {
        type: 'resource',
        resource: { uri: 'test://embedded-resource', mimeType: 'text/plain', text: 'This is an embedded resource content.' },
      },
    ],
  }),
  test_multiple_content_types: () => ({
    content: [
      { type: 'text', text: 'Multiple content types test:' },
      image,
      {
        type: 'resource',
        resource: { uri: 'test://mixed-content-resource', mimeType: 'application/json', text: '{"test":"data","value":123}' },
      },
    ],
  }),
  test_error_handling: () => {
    throw new Error('This tool intentionally returns an error for testing')
  },
  test_tool_with_logging: async ({ mcpReq }) => {
    for (const line of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
      await mcpReq.log('info', line)
      await sleep(50)
    }
    return text('Logged three lines.')
  },
  test_logging_tool: async ({ mcpReq }) => {
    await mcpReq.log('info', 'Only for those who asked for a log level')
    return text('Logged one line.')
  },
  test_tool_with_progress: async ({ mcpReq }) => {
    const progressToken = mcpReq._meta?.progressToken
    for (const progress of [0, 50, 100]) {
      if (progressToken !== undefined) {
        await mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } })
      }
      await sleep(50)
    }
    return text('Progressed.')
  },
  test_elicitation_sep1034_defaults: askForDefaults,
  test_elicitation_sep1330_enums: askForEnums,
}

/** The suite's plain tools, and those that ask a client of the older era directly. */
export function addTools(server: McpServer, bus: ServerEventBus): void {
  for (const [name, tool] of Object.entries(tools)) server.registerTool(name, { description: name }, tool)
  server.registerTool('test_sampling', { description: 'Asks the model.', inputSchema: z.object({ prompt: z.string() }) }, sample)
  server.registerTool('test_elicitation', { description: 'Asks the user.', inputSchema: z.object({ message: z.string() }) }, elicit)
  for (const kind of ['tool', 'prompt'] as const) {
    server.registerTool(`test_trigger_${kind}_change`, { description: `Says that the ${kind}s changed.` }, () => {
      bus.publish({ kind: `${kind}s_list_changed` })
      return text('Published.')
    })
  }
}

async function sample({ prompt }: { prompt: string }, { mcpReq }: ServerContext): Promise<CallToolResult> {
  const answer = await mcpReq.requestSampling({
    messages: [{ role: 'user', content: { type: 'text', text: prompt } }],
    maxTokens: 100,
  })
  return text(`LLM response: ${JSON.stringify(answer.content)}`)
}

async function elicit({ message }: { message: string }, { mcpReq }: ServerContext): Promise<CallToolResult> {
  const answer = await mcpReq.elicitInput({
    message,
    requestedSchema: {
      type: 'object',
      properties: {
        username: { type: 'string', description: "User's response" },
        email: { type: 'string', description: "User's email address" },
      },
      required: ['username', 'email'],
    },
  })
  return text(`User response: ${JSON.stringify(answer)}`)
}
