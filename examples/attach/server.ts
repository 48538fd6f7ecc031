import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { attach } from 'loop-core/sdk'
import { loopGate } from 'loop-gate'
import { z } from 'zod'

const server = new McpServer({ name: 'weather', version: '1.0.0' })

server.registerTool('get_weather', { description: 'The weather of a city.', inputSchema: { city: z.string().max(100) } }, ({ city }) => ({
  content: [{ type: 'text', text: `It is sunny in ${city}.` }],
}))

// One line more, and the agent that asks for the weather is also asked whether it is done.
const close = attach(server, [loopGate])

server.server.onclose = () => void close()
await server.connect(new StdioServerTransport())
