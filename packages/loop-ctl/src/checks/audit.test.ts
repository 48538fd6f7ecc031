import { sql } from 'kysely'
import type { Operation } from 'loop-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { agents } from '../fixtures/ctl.ts'
import { describeHttp } from '../fixtures/http.ts'
import { mutations } from '../fixtures/mutations.ts'
import { loopCtl } from '../index.ts'

interface Row {
  entity_type: string
  action: string
}

/** What these change belongs to no project. */
const beyondProjects = ['create_api_key', 'rotate_api_key', 'revoke_api_key', 'register_agent', 'update_tenant', 'import_skills']

const changing = loopCtl.operations.filter(({ kind }) => kind === 'write' || kind === 'destroy')
const overHttp = changing.filter(({ rest }) => rest !== undefined)

describeHttp('every mutation leaves a row in the audit trail', (http) => {
  beforeAll(() => http().ctl.settings({ max_projects: 1_000 }))

  /** Does it over HTTP, at its own address. */
  async function perform({ rest, actsAs, name }: Operation, input: Record<string, unknown>): Promise<void> {
    const fresh = name === 'register_agent' ? await http().send('POST /api/v1/api_keys', { body: { name, role: 'agent' } }) : undefined
    const path = rest![0]!.replaceAll(/:(\w+)/g, (_, parameter: string) => String(input[parameter]))
    const headers = fresh && { authorization: `Bearer ${fresh.body.api_key.raw_key}` }
    const as = actsAs === undefined ? 'user' : nameOf(actsAs)
    const { status, body } = await http().send(path as 'POST /', { as, body: input, headers })
    expect(status, JSON.stringify(body)).toBeLessThan(300)
  }
  const nameOf = (identity: string) => identity.replace('-local', '') as keyof typeof agents
  const newest = async (filter = '') => (await http().send(`GET /api/v1/audit?page_size=10${filter}`)).body

  /** Does something and looks at the rows that this left, newest first. */
  async function expectRow({ name }: Operation, act: (input: Record<string, unknown>) => Promise<void>): Promise<void> {
    const [told, recipe] = mutations[name]!
    const input = await recipe(http().ctl)
    const before = (await newest()).meta.total_count
    await act(input)
    const { data, meta } = await newest()
    const rows: Row[] = data.slice(0, meta.total_count - before)
    expect(rows.map(({ entity_type, action }) => `${entity_type} ${action}`)).toContain(told)
    const row = rows.find(({ entity_type, action }) => `${entity_type} ${action}` === told)!
    expect(row).toMatchObject({
      project_id: beyondProjects.includes(name) ? null : expect.any(String),
      entity_id: expect.any(String),
      actor_label: expect.stringContaining(':'),
    })
    expect((await newest(`&entity_type=${row.entity_type}&action=${row.action}`)).data).toContainEqual(row)
  }

  it.each(overHttp.map((operation) => [operation.rest![0]!, operation] as const))('57. %s', (_, operation) =>
    expectRow(operation, (input) => perform(operation, input)),
  )

  it('57. what has no address of its own leaves one, too', async () => {
    for (const operation of changing.filter(({ rest }) => rest === undefined)) {
      const { name, actsAs } = operation
      await expectRow(operation, (input) => http().ctl.call(name, input, actsAs ? { as: agents[nameOf(actsAs)] } : {}))
    }
  })

  it.each(['update core_events set entity = null', 'delete from core_events'])(
    '57. a row cannot be changed or taken away: %s',
    async (statement) => {
      await http().ctl.story()
      const before = await newest()
      await expect(http().ctl.tables((db) => sql.raw(statement).execute(db))).rejects.toThrow('rows can only be added here')
      expect(await newest()).toEqual(before)
    },
  )

  it('says the hand-over, with the moment that the story keeps (D25)', async () => {
    const id = await http().ctl.storyAt('implementing')
    await http().send(`POST /api/v1/stories/${id}/request-review`, { as: 'implementer' })
    const { data } = (await http().send(`GET /api/v1/audit?entity_id=${id}&action=review_requested`)).body
    expect(data).toMatchObject([{ entity_type: 'story', new_state: { review_requested_at: expect.any(String) } }])
  })
})

describe('the mutations', () => {
  it('are all operations that change something', () => {
    expect(Object.keys(mutations).sort()).toEqual(changing.map(({ name }) => name).sort())
  })
})
