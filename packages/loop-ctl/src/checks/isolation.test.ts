import type { Operation } from 'loop-core'
import { changeProfile } from 'loop-core/accounts'
import { beforeAll, expect, it } from 'vitest'
import { agents } from '../fixtures/ctl.ts'
import { exampleOf, namesIn, type References } from '../fixtures/example.ts'
import { type Answer, describeHttp, type HttpCtl, type KeyName } from '../fixtures/http.ts'
import { operations } from '../operations/index.ts'

/** What arguments that point at a row are called, and what row that is. A parameter of a route that is not here fails the first test: name it. */
const rows = {
  project_id: 'project',
  epic_id: 'epic',
  depends_on_epic_id: 'epic',
  story_id: 'story',
  story_ids: 'story',
  depends_on_story_id: 'story',
  dependency_id: 'dependency',
  agent_id: 'agent',
  api_key_id: 'apiKey',
  webhook_id: 'webhook',
  ui_test_run_id: 'uiTestRun',
  skill_id: 'skill',
  skill_version: 'skillVersionNumber',
  skill_version_id: 'skillVersion',
  verification_result_id: 'verification',
} as const

type Noun = (typeof rows)[keyof typeof rows]

/** Every way in which a row of ours can be pointed at. */
type Ours = Record<Noun, readonly string[]>

const nothing = '00000000-0000-4000-8000-99999999dead'

/** What never was, for each way of pointing. */
const never: Ours = {
  project: [nothing, 'never-was'],
  epic: [nothing, '990099'],
  story: [nothing, 'US-9.99'],
  dependency: [nothing],
  agent: [nothing],
  apiKey: [nothing],
  webhook: [nothing],
  uiTestRun: [nothing],
  skill: [nothing, 'never-was'],
  skillVersionNumber: ['990099'],
  skillVersion: [nothing],
  verification: [nothing],
}

/** Rows of every kind, as far as they can be asked for by id. */
async function prepare({ ctl, send }: HttpCtl): Promise<Ours> {
  const project = await ctl.project({ name: 'Ours alone', slug: 'ours-alone' })
  const [epic, other] = [await ctl.epic(project, { number: 77 }), await ctl.epic(project)]
  const story = await ctl.story({ epic_id: epic, number: '77.7', title: 'Ours alone' })
  await ctl.bring(story, 'verified')
  const depends_on_story_id = await ctl.story({ epic_id: epic })
  const ofStory = await ctl.call('create_story_dependency', { story_id: story, depends_on_story_id })
  const ofEpic = await ctl.call('create_epic_dependency', { epic_id: epic, depends_on_epic_id: other })
  await ctl.call('save_orchestrator_state', { project_id: project, state_key: 'main', state_data: {} })
  const { body } = await send('POST /api/v1/api_keys', { body: { name: 'Ours alone', role: 'agent' } })
  const { webhook } = await ctl.call('create_webhook', { url: 'https://example.com/ours-alone', events: ['epic.completed'] })
  const run = await ctl.call('start_ui_test_run', { project_id: project })
  const { skill, version } = await ctl.call('create_skill', { name: 'ours-alone', prompt_text: 'Ours alone' })
  const verifications = await ctl.call('list_verifications', { story_id: story })
  return {
    project: [project, 'ours-alone'],
    epic: [epic, '77'],
    story: [story, 'US-77.7'],
    dependency: [ofStory.story_dependency.id, ofEpic.epic_dependency.id],
    agent: [agents.implementer.agent!.id],
    apiKey: [body.api_key.id],
    webhook: [webhook.id],
    uiTestRun: [run.data.id],
    skill: [skill.id, 'ours-alone'],
    // Spelled so that it is found in no other answer by chance.
    skillVersionNumber: ['000000001'],
    skillVersion: [version.id],
    verification: [verifications.data[0].id],
  }
}

const keysOf: Partial<Record<string, { ours: KeyName; theirs: KeyName }>> = {
  user: { ours: 'user', theirs: 'strangerUser' },
  orchestrator: { ours: 'orchestrator', theirs: 'strangerOrchestrator' },
  agent: { ours: 'implementer', theirs: 'strangerAgent' },
}

interface Asked {
  operation: Operation
  address: string
}

// An alias leads to the same operation, and the first test reads its parameters as well.
const asked: Asked[] = operations.flatMap((operation) => (operation.rest ?? []).slice(0, 1).map((address) => ({ operation, address })))
const parameters = (address: string) => [...address.matchAll(/:(\w+)/g)].map(([, name]) => name!)
const pointing = asked.filter(({ operation }) => namesIn(operation, Object.keys(rows)).length > 0)

it('54. the rows that routes ask for by id are all known here', () => {
  // Superadmins ask for what is nobody's row.
  const ofTheirs = operations.filter(({ roles }) => roles.some((role) => role !== 'superadmin'))
  const unknown = ofTheirs.flatMap(({ rest = [] }) => rest.flatMap(parameters)).filter((name) => !Object.hasOwn(rows, name))
  expect(unknown).toEqual([])
  expect(pointing.length).toBeGreaterThan(20)
})

describeHttp('what is ours', (http) => {
  let ours: Ours
  let told: number

  beforeAll(async () => {
    ours = await prepare(http())
    // So many questions in one minute of the clock are too many for anybody.
    const settings = { rate_limit_requests_per_minute: 1_000_000 }
    const { storage, clock } = http().ctl.application
    for (const place of ['local', 'strangers']) await storage.transaction(place, 'write', (db) => changeProfile(db, { settings }, clock()))
    told = (await http().ctl.events()).length
  })

  /** Asks for the rows of somebody, all by the same way of pointing. */
  const ask = async ({ operation, address }: Asked, as: KeyName, references: References) => {
    const input = exampleOf(operation, references)
    const [method, path] = address.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(input[name]))).split(' ')
    for (const name of parameters(address)) delete input[name]
    const query = method === 'GET' ? `?${new URLSearchParams(input as Record<string, string>)}` : ''
    return http().send(`${method} ${path}${query}` as 'GET /', { as, body: method === 'GET' ? undefined : input })
  }

  const pointAt = (whose: Ours, way: number): References =>
    Object.fromEntries(Object.entries(rows).map(([name, noun]) => [name, whose[noun][way] ?? whose[noun][0]!]))

  /** By id, and by the second spelling where the operation takes something that has one. */
  const waysOf = ({ operation }: Asked) =>
    namesIn(operation, Object.keys(rows)).some((name) => ours[rows[name as keyof typeof rows]][1]) ? [0, 1] : [0]

  /** An answer in words that do not depend on what was asked for. */
  const inWords = ({ status, body }: Answer, references: References) => {
    const named = Object.values(references).toSorted((one, other) => other.length - one.length)
    const words = named.reduce((text, reference) => text.replaceAll(JSON.stringify(reference), '"…"'), JSON.stringify(body) ?? '')
    return `${status} ${words}`
  }

  const lists = asked.filter(({ address }) => address.startsWith('GET ') && parameters(address).length === 0)
  /** Of these strangers have some of their own. */
  const own = ['GET /api/v1/agents', 'GET /api/v1/api_keys']

  it.each(lists.map((one) => [one.address, one] as const))('54. %s lists nothing of it to strangers', async (address, one) => {
    for (const role of one.operation.roles.filter((role) => role !== 'superadmin')) {
      const { body } = await ask(one, keysOf[role]!.theirs, {})
      for (const id of Object.values(ours).map(([id]) => id!)) expect(JSON.stringify(body)).not.toContain(id)
      if (Array.isArray(body.data) && !own.includes(address)) expect([role, body.data]).toEqual([role, []])
    }
  })

  it.each(pointing.map((one) => [`${one.address} (${one.operation.name})`, one] as const))(
    '54. %s tells strangers the same as of what never was: 404',
    async (_, one) => {
      for (const role of one.operation.roles.filter((role) => role !== 'superadmin')) {
        const as = keysOf[role]!.theirs
        const unknown = inWords(await ask(one, as, pointAt(never, 0)), pointAt(never, 0))
        for (const way of waysOf(one)) {
          const answer = await ask(one, as, pointAt(ours, way))
          expect([role, inWords(answer, pointAt(ours, way))]).toEqual([role, unknown])
          expect(answer.body.error?.code, 'the example itself must be well-formed').not.toBe('invalid_input')
          if (parameters(one.address).length > 0) expect([role, answer.status]).toEqual([role, 404])
        }
      }
    },
  )

  it('54. was changed by none of that', async () => {
    expect((await http().ctl.events()).length).toBe(told)
  })

  const reading = pointing.filter(({ operation, address }) => operation.kind === 'read' && parameters(address).length > 0)

  it.each(reading.map((one) => [one.address, one] as const))('54. %s finds it for us', async (_, one) => {
    const role = one.operation.roles.find((role) => role !== 'superadmin')!
    expect(await ask(one, keysOf[role]!.ours, pointAt(ours, 0))).toMatchObject({ status: 200 })
  })
})
