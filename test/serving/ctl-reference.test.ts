import { testDatabases } from 'loop-core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AnyClient, byHand, newSdk, oldSdk } from './clients.ts'
import { furtherTools, referenceTools } from './ctl-reference.ts'
import { ctlBin, emptyHome } from './started.ts'

const names = referenceTools.map(({ name }) => name)

let home: Awaited<ReturnType<typeof emptyHome>>
const started: AnyClient[] = []

beforeAll(async () => {
  home = await emptyHome()
})

afterAll(async () => {
  await Promise.all(started.map((client) => client.close()))
  await home?.remove()
})

async function start(environment: Record<string, string> = {}, connect = byHand): Promise<AnyClient> {
  const client = await connect({ bin: ctlBin, environment: { ...home.environment, ...environment } })
  started.push(client)
  return client
}

describe.each([
  ['an SDK 2 client', newSdk],
  ['an SDK 1 client', oldSdk],
  ['a client written by hand', byHand],
])('%s', (_, connect) => {
  let tools: Awaited<ReturnType<AnyClient['listTools']>>

  beforeAll(async () => {
    tools = await (await start({}, connect)).listTools()
  })

  it('80. is shown the tools of the reference and a few more', () => {
    expect(tools.map(({ name }) => name).toSorted()).toEqual([...names, ...furtherTools].toSorted())
  })

  it.each(referenceTools)('80. is shown $name with the arguments of the reference, and none but those required', (reference) => {
    const { inputSchema } = tools.find(({ name }) => name === reference.name)!
    const { properties = {}, required = [] } = inputSchema as { properties?: object; required?: string[] }
    expect(Object.keys(properties).toSorted()).toEqual([...reference.arguments, ...reference.more].toSorted())
    expect(required.toSorted()).toEqual(reference.required.toSorted())
  })
})

it('80. thirty-three tools make up the reference', () => {
  expect(new Set(names).size).toBe(33)
})

// biome-ignore lint/suspicious/noExplicitAny: the server has checked its answers against their schemas
type Answer = any

const criteria = [{ criterion: 'It works' }, { criterion: 'It is told' }]

/** Stories with all that makes a row long. */
function payloadOf(titles: readonly string[]): object {
  const story = (title: string, index: number) => ({
    number: `1.${index + 1}`,
    title,
    description: 'Long',
    acceptance_criteria: criteria,
  })
  return { epics: [{ number: 1, title: 'Epic', stories: titles.map(story) }] }
}

describe.each(testDatabases())('one server over stdio on $name', ({ create }) => {
  let client: AnyClient
  let drop: () => Promise<void>

  beforeAll(async () => {
    const database = await create()
    drop = database.drop
    client = await start({ DATABASE_URL: database.url })
  })

  afterAll(async () => {
    await client?.close()
    await drop?.()
  })

  async function ask(name: string, input: object = {}): Promise<Answer> {
    const { structured, text, isError } = await client.callTool(name, input)
    if (isError) throw new Error(`${name}: ${text}`)
    return structured
  }

  async function refusal(name: string, input: object): Promise<Answer> {
    const { text, isError } = await client.callTool(name, input)
    expect(isError, text).toBe(true)
    return JSON.parse(text).error
  }

  /** A project of its own with some stories, as they are listed. */
  async function projectWith(slug: string, titles: readonly string[]): Promise<{ project_id: string; rows: Answer[]; meta: Answer }> {
    const { project } = await ask('create_project', { name: slug, slug })
    await ask('import_stories', { project_id: project.id, payload: payloadOf(titles) })
    const { data, meta } = await ask('list_stories', { project_id: project.id })
    return { project_id: project.id, rows: data, meta }
  }

  it('has the three identities that a story needs from its import to its verification', async () => {
    const { project_id, rows } = await projectWith('life', ['Log in'])
    const story_id = rows[0].id
    const { data } = await ask('list_ready_stories', { project_id })
    expect(data).toMatchObject([{ id: story_id, title: 'Log in' }])
    const { story } = await ask('get_story', { story_id })
    await ask('contract_story', { story_id, story_title: story.title, ac_count: story.acceptance_criteria.length })
    for (const name of ['claim_story', 'start_story', 'request_review']) await ask(name, { story_id })
    await ask('report_story', { story_id, artifact_type: 'commit', artifact_path: 'abc123' })
    await ask('review_complete', { story_id, review_type: 'enhanced', summary: 'Read it all' })
    await ask('verify_story', { story_id, review_type: 'enhanced', summary: 'Holds' })
    expect((await ask('get_story', { story_id })).story).toMatchObject({
      agent_status: 'reported_done',
      verified_status: 'verified',
      assigned_agent_id: 'implementer-local',
      reported_by_agent_id: 'reviewer-local',
      latest_verification: { orchestrator_agent_id: 'orchestrator-local' },
    })
    expect(JSON.stringify(await ask('get_progress', { project_id }))).toContain('"verified":1')
  })

  it('80. refuses with isError, the status and the whole body that HTTP has', async () => {
    const { rows } = await projectWith('refusals', ['Log out'])
    const story_id = rows[0].id
    const body = await refusal('claim_story', { story_id })
    expect(body).toMatchObject({
      status: 409,
      message: 'Conflict',
      code: 'must_contract_first',
      current_state: 'pending',
      attempted_action: 'claim',
      hints: [expect.stringContaining('Contract it first')],
    })
    expect(await refusal('contract_story', { story_id })).toMatchObject({ status: 422, details: { story_title: [expect.any(String)] } })
    expect(await refusal('get_story', { story_id: 'none' })).toMatchObject({ status: 404, code: 'story_not_found' })
  })

  it('80. lists at most twenty compact rows, says how many there are, and gives the rest', async () => {
    const titles = Array.from({ length: 23 }, (_, index) => `Story ${index}`)
    const { project_id, rows, meta } = await projectWith('many', titles)
    expect([rows.length, meta]).toEqual([20, { total_count: 23, limit: 20, offset: 0 }])
    const rest = await ask('list_stories', { project_id, offset: 20, limit: 20 })
    expect([...rows, ...rest.data].map(({ title }) => title)).toEqual(titles)
    const ready = await ask('list_ready_stories', { project_id })
    const projects = await ask('list_projects')
    expect(ready.data).toHaveLength(20)
    for (const row of [...rows, ...ready.data, ...projects.data]) {
      expect(row).not.toHaveProperty('description')
      expect(row).not.toHaveProperty('acceptance_criteria')
    }
    expect(await refusal('list_stories', { project_id, limit: 21 })).toMatchObject({ status: 422 })
  })
})
