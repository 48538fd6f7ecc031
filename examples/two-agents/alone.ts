import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { implement, judge, review, type Step, type Story, told } from './parts.ts'

// One person and one MCP server: which identity acts is settled by the tool, so one conversation can play all three parts.

const home = mkdtempSync(join(tmpdir(), 'loop-example-'))
const env = { PATH: process.env.PATH ?? '', HOME: home, LOOP_HOME: join(home, '.loop'), LOOP_TOOLS: 'all' }
const client = new Client({ name: 'two-agents', version: '1.0.0' })
// The server is started as this program was: by tsx, or compiled.
const server = join(import.meta.dirname, `server${extname(import.meta.filename)}`)
await client.connect(new StdioClientTransport({ command: process.execPath, args: [...process.execArgv, server], env }))

// biome-ignore lint/suspicious/noExplicitAny: the server has checked its answers against their schemas
type Answer = any

async function tool(name: string, input: object): Promise<Answer> {
  const { structuredContent, content, isError } = await client.callTool({ name, arguments: { ...input } })
  if (isError) throw new Error(JSON.stringify(content))
  return structuredContent
}

const tools: Record<string, string> = {
  get: 'get_story',
  contract: 'contract_story',
  claim: 'claim_story',
  'start-work': 'start_story',
  'request-review': 'request_review',
  report: 'report_story',
  'review-complete': 'review_complete',
  verify: 'verify_story',
}

try {
  const { project } = await tool('create_project', { name: 'Shop', slug: 'shop' })
  const { epic } = await tool('create_epic', { project_id: project.id, number: 1, title: 'Accounts' })
  const { story } = await tool('create_story', { epic_id: epic.id, number: '1.1', title: 'Log in' })
  const step: Step = async (action, input) => {
    const outcome = await tool(tools[action]!, { story_id: story.id, ...input })
    console.log(told('one person', action, outcome))
    return outcome
  }
  await implement(step)
  await review(step)
  await judge(step)
  const end: Story = (await tool('get_story', { story_id: story.id })).story
  console.log(
    `\nImplemented by ${end.assigned_agent_id}, reported by ${end.reported_by_agent_id}: ${end.agent_status}, ${end.verified_status}.`,
  )
} finally {
  await client.close()
  rmSync(home, { recursive: true })
}
