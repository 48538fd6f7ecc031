import type { Operation } from 'loop-core'
import { changeProfile } from 'loop-core/accounts'
import { beforeAll, expect, it } from 'vitest'
import { unpacked } from '../fixtures/archive.ts'
import { exampleOf, namesIn, type References } from '../fixtures/example.ts'
import { type Answer, describeHttp, type KeyName } from '../fixtures/http.ts'
import { operations } from '../operations/index.ts'
import { never, ourName, prepare, type Rows, rows } from './rows.ts'

const keysOf: Partial<Record<string, { ours: KeyName; theirs: KeyName | 'nobody' }>> = {
  user: { ours: 'user', theirs: 'strangerUser' },
  orchestrator: { ours: 'orchestrator', theirs: 'strangerOrchestrator' },
  agent: { ours: 'implementer', theirs: 'strangerAgent' },
  public: { ours: 'user', theirs: 'nobody' },
}

interface Asked {
  operation: Operation
  address: string
}

const parameters = (address: string) => [...address.matchAll(/:(\w+)/g)].map(([, name]) => name!)

/** An alias with the same parameters leads to the same operation with the same input. */
function addressesOf({ rest = [] }: Operation): string[] {
  return [...new Map(rest.toReversed().map((address) => [parameters(address).join(), address])).values()]
}

const asked: Asked[] = operations.flatMap((operation) => addressesOf(operation).map((address) => ({ operation, address })))
const pointing = asked.filter(({ operation }) => namesIn(operation, Object.keys(rows)).length > 0)

it('54. the rows that routes ask for by id are all known here', () => {
  // Superadmins ask for what is nobody's row, and so does who signs up: with a token, by the name of what is being made.
  const ofTheirs = operations.filter(({ roles }) => roles.some((role) => role !== 'superadmin' && role !== 'public'))
  const unknown = ofTheirs.flatMap(({ rest = [] }) => rest.flatMap(parameters)).filter((name) => !Object.hasOwn(rows, name))
  expect(unknown).toEqual([])
  expect(pointing.length).toBeGreaterThan(20)
})

/** Arguments that each point at a row, and of which only one may be given. */
const contradicting: Readonly<Record<string, readonly string[]>> = { knowledge_agent_usage: ['api_key_id'] }

/** All that an answer says: its text, or that of the files of an archive. */
function textOf({ bytes, headers }: Answer): string {
  if (headers.get('content-type') !== 'application/zip') return bytes.toString()
  return [...unpacked(bytes)].flat().join('\n')
}

describeHttp('what is ours', (http) => {
  let ours: Rows
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
  const ask = async ({ operation, address }: Asked, as: KeyName | 'nobody', references: References) => {
    const input = exampleOf(operation, references)
    for (const name of contradicting[operation.name] ?? []) delete input[name]
    const [method, path] = address.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(input[name]))).split(' ')
    for (const name of parameters(address)) delete input[name]
    const query = method === 'GET' ? `?${new URLSearchParams(input as Record<string, string>)}` : ''
    return http().send(`${method} ${path}${query}` as 'GET /', { as, body: method === 'GET' ? undefined : input })
  }

  const pointAt = (whose: Rows, way: number): References =>
    Object.fromEntries(Object.entries(rows).map(([name, noun]) => [name, whose[noun][way] ?? whose[noun][0]!]))

  /** By id, and by the second spelling where the operation takes something that has one. */
  const waysOf = ({ operation }: Asked) =>
    namesIn(operation, Object.keys(rows)).some((name) => ours[rows[name as keyof typeof rows]][1]) ? [0, 1] : [0]

  /** An answer in words that do not depend on what was asked for. */
  const inWords = (answer: Answer, references: References) => {
    const named = Object.values(references).toSorted((one, other) => other.length - one.length)
    const words = named.reduce((text, reference) => text.replaceAll(JSON.stringify(reference), '"…"'), textOf(answer))
    return `${answer.status} ${words}`
  }

  const lists = asked.filter(({ address }) => address.startsWith('GET ') && parameters(address).length === 0)
  /** Of these strangers have some of their own. */
  const own = ['GET /api/v1/agents', 'GET /api/v1/api_keys']

  it.each(lists.map((one) => [one.address, one] as const))('54. %s lists nothing of it to strangers', async (address, one) => {
    for (const role of one.operation.roles.filter((role) => role !== 'superadmin')) {
      const answer = await ask(one, keysOf[role]!.theirs, {})
      const { body } = answer
      expect(textOf(answer)).not.toMatch(ourName)
      for (const id of Object.values(ours).map(([id]) => id!)) expect(textOf(answer)).not.toContain(id)
      if (Array.isArray(body?.data) && !own.includes(address)) expect([role, body.data]).toEqual([role, []])
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
          expect(answer.body?.error?.code, 'the example itself must be well-formed').not.toBe('invalid_input')
          if (parameters(one.address).length > 0) expect([role, answer.status]).toEqual([role, 404])
        }
      }
    },
  )

  it('54. was changed by none of that', async () => {
    expect((await http().ctl.events()).length).toBe(told)
  })

  const reading = pointing.filter(({ address }) => address.startsWith('GET ') && parameters(address).length > 0)

  it.each(reading.map((one) => [one.address, one] as const))('54. %s finds it for us', async (_, one) => {
    const role = one.operation.roles.find((role) => role !== 'superadmin')!
    expect(await ask(one, keysOf[role]!.ours, pointAt(ours, 0))).toMatchObject({ status: 200 })
  })

  it('54. GET /api/v1/knowledge/export packs it for us', async () => {
    expect(textOf(await http().send('GET /api/v1/knowledge/export'))).toMatch(ourName)
  })
})
