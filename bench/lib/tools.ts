import type { Connection } from './protocol.ts'

/** The only era that the peers speak as well. */
export const era = '2025-11-25'

// biome-ignore lint/suspicious/noExplicitAny: the measures name the fields that they need, and servers check their own answers
export type Answer = any

interface Result {
  isError?: boolean
  content: { text: string }[]
  structuredContent?: Answer
}

/** Calls a tool that must succeed, since a refusal would be quick. */
export async function callTool(connection: Connection, name: string, input: object = {}): Promise<Answer> {
  const { isError, content, structuredContent } = await result(connection, name, input)
  if (isError) throw new Error(`${name}: ${content[0]?.text}`)
  return structuredContent ?? content[0]?.text
}

/** Calls a tool that must refuse. */
export async function refusedTool(connection: Connection, name: string, input: object): Promise<void> {
  const { isError, structuredContent } = await result(connection, name, input)
  if (!isError) throw new Error(`${name} was not refused: ${JSON.stringify(structuredContent)}`)
}

async function result(connection: Connection, name: string, input: object): Promise<Result> {
  return (await connection.request('tools/call', { name, arguments: input })) as Result
}

/** Whether a server has a tool: some are added later than the measure of them. */
export async function hasTool(connection: Connection, name: string): Promise<boolean> {
  const { tools } = (await connection.request('tools/list')) as { tools: { name: string }[] }
  return tools.some((tool) => tool.name === name)
}

export async function closeAll(connections: readonly Connection[]): Promise<void> {
  await Promise.all(connections.map((connection) => connection.close()))
}
