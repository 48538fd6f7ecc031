import type { CallToolResult, ElicitRequestFormParams, ServerContext } from '@modelcontextprotocol/server'

type Properties = ElicitRequestFormParams['requestedSchema']['properties']

const defaults: Properties = {
  name: { type: 'string', default: 'John Doe' },
  age: { type: 'integer', default: 30 },
  score: { type: 'number', default: 95.5 },
  status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
  verified: { type: 'boolean', default: true },
}

const titled = [
  { const: 'value1', title: 'First Option' },
  { const: 'value2', title: 'Second Option' },
  { const: 'value3', title: 'Third Option' },
]

const enums: Properties = {
  untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
  titledSingle: { type: 'string', oneOf: titled },
  legacyEnum: { type: 'string', enum: ['opt1', 'opt2', 'opt3'], enumNames: ['Option One', 'Option Two', 'Option Three'] },
  untitledMulti: { type: 'array', items: { type: 'string', enum: ['option1', 'option2', 'option3'] } },
  titledMulti: { type: 'array', items: { anyOf: titled } },
}

export const askForDefaults = (context: ServerContext) => ask(context, defaults)
export const askForEnums = (context: ServerContext) => ask(context, enums)

async function ask({ mcpReq }: ServerContext, properties: Properties): Promise<CallToolResult> {
  const { action, content } = await mcpReq.elicitInput({ message: 'Please fill in.', requestedSchema: { type: 'object', properties } })
  return { content: [{ type: 'text', text: `Elicitation completed: action=${action}, content=${JSON.stringify(content)}` }] }
}
