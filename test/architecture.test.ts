import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { encode } from 'gpt-tokenizer/encoding/o200k_base'
import { createApplication } from 'loop-core'
import { testDatabases, testLoop } from 'loop-core/testing'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { inputSchema } from '../packages/core/src/faces/json-schema.ts'
import { toolDefinition } from '../packages/core/src/faces/surface.ts'
import { callables } from '../packages/core/src/module.ts'
import { chooseTools } from '../packages/core/src/toolset.ts'
import { operationFiles, operationFolders, operationList } from '../scripts/operation-lists.ts'
import { policySchema } from '../scripts/policy-schema.ts'
import { servedModules } from '../scripts/served-modules.ts'
import { toolPage } from '../scripts/tool-pages.ts'
import { transitionsPage } from '../scripts/transition-table.ts'
import { packageOf, root, sourceFiles } from './architecture/source-files.ts'
import { unboundedPlaces } from './architecture/unbounded.ts'

const files = sourceFiles()
const operations = servedModules.flatMap((module) => module.operations)
const all = servedModules.flatMap(callables)

describe('who may import whom', () => {
  const offenders = (wrong: (path: string, name: string) => boolean) =>
    files.flatMap(({ path, imports }) => imports.filter((name) => wrong(path, name)).map((name) => `${path} imports ${name}`))

  it('reads the imports at all', () => {
    expect(files.length).toBeGreaterThan(50)
    expect(files.find(({ path }) => path === 'packages/loop-gate/src/index.ts')?.imports).toContain('loop-core')
  })

  it('siblings never import each other, and core imports none of them', () => {
    const isSibling = (path: string, name: string) => /^loop-(?!core)/.test(name) && packageOf(path) !== 'gateway'
    expect(offenders(isSibling)).toEqual([])
  })

  it('a relative import stays inside its package', () => {
    const leaves = (path: string, name: string) => name.startsWith('.') && packageOf(join(path, '..', name)) !== packageOf(path)
    expect(offenders(leaves)).toEqual([])
  })

  it('only core/faces imports an MCP SDK, Hono or commander', () => {
    const isFace = (name: string) => /^(@modelcontextprotocol\/|hono|@hono\/|commander|@bomb\.sh\/)/.test(name)
    expect(offenders((path, name) => isFace(name) && !path.startsWith('packages/core/src/faces/'))).toEqual([])
  })

  it('only core/storage loads a database driver, and only core/jobs the queue of one', () => {
    const isDriver = (name: string) => /^(better-sqlite3|pg$|kysely\/)/.test(name)
    const mayDrive = /^packages\/core\/src\/(storage|testing)\//
    expect(offenders((path, name) => isDriver(name) && !mayDrive.test(path))).toEqual([])
    expect(offenders((path, name) => name === 'pg-boss' && !path.startsWith('packages/core/src/jobs/'))).toEqual([])
  })

  it('storage, workspace, process, yaml, outgoing and encryption can be loaded without zod', () => {
    const light = /^packages\/core\/src\/(storage\/|workspace\/|process\/|yaml\/|outgoing\/|encryption|error)/
    const heavy = files.filter(({ path, loads }) => light.test(path) && loads.some((name) => /^(zod|pino|ulid)/.test(name)))
    expect(heavy.map(({ path }) => path)).toEqual([])
  })
})

describe('what code may name', () => {
  const naming = (pattern: RegExp, allowed: RegExp) =>
    files.filter(({ path, code }) => pattern.test(code) && !allowed.test(path)).map(({ path }) => path)

  it('a database is named in core/storage, by the queues that live in one, by the file name of a trace, and by nobody else', () => {
    expect(
      naming(
        /sqlite|postgres/i,
        /^packages\/(core\/src\/(storage\/|jobs\/|testing\/(database|postgres)\.ts)|loop-runtime\/src\/task\/trace-path\.ts)/,
      ),
    ).toEqual([])
  })

  it('a tenant is named in core and by no module, but where loop-ctl shows it to its own people and to superadmins', () => {
    const shows =
      /^packages\/loop-ctl\/src\/((operations\/)?signup\/|operations\/(tenant|admin)\/|operations\/index\.ts$|tenants\/|views\/(tenant|stats)\.ts$|refusals\.ts$|openapi\/tags\.ts$|commands\/(auth|tenant|admin|index)\.ts$)/
    // An import of what shows it names its file.
    expect(naming(/tenant(?!\.ts')/i, new RegExp(`^packages/core/|${shows.source}`))).toEqual([])
  })

  it('the environment is read where a process starts, and nowhere else', () => {
    const starts = /^packages\/core\/src\/(faces\/(serve|sdk)\.ts|testing\/|process\/)/
    expect(naming(/process\.env/, starts)).toEqual([])
  })

  it('stdout belongs to the protocol and to the answers of the command line', () => {
    const speak = /^packages\/(core\/src\/faces\/run-command|loop-gate\/src\/hook\/main|loop-learn\/src\/hooks\/main)\.ts$/
    expect(naming(/console\.|process\.stdout/, speak)).toEqual([])
  })

  it('a handler reads no clock, no random numbers, no environment and no network', () => {
    const handlers = files.filter(({ path }) => /\/operations\//.test(path))
    const worldly = /Date\.now|new Date\(\)|Math\.random|randomUUID|process\.|fetch\(|node:/
    expect(handlers.filter(({ code }) => worldly.test(code)).map(({ path }) => path)).toEqual([])
  })

  it('a statement of loop-learn says whose notes it means, but where it lists learners or changes the row of one that it has', () => {
    const statements = files.filter(({ path }) => path.startsWith('packages/loop-learn/src/storage/'))
    const declared = statements.flatMap(({ code }) => [
      ...code.matchAll(/export async function (\w+)(?:<[^>]*>)?\(\s*db:[^,]+,\s*(\w+|\{)/g),
    ])
    const others = declared.filter(([, , second]) => second !== 'learner').map(([, name]) => name)
    expect(others.sort()).toEqual(['evaluateOnce', 'learnersAfter', 'learnersBehind', 'takeTurn'])
    expect(declared.length).toBeGreaterThan(100)
  })

  it('nothing shipped is longer than a reader can hold, but the generated lists: 250 lines', () => {
    const isLong = ({ path, code }: (typeof files)[number]) => code.split('\n').length > 250 && !path.endsWith('/operations/index.ts')
    expect(files.filter(isLong).map(({ path }) => path)).toEqual([])
  })
})

describe('operations', () => {
  const folders = operationFolders(root)

  it('each has a test beside it', () => {
    const untested = folders.flatMap(operationFiles).filter((path) => !existsSync(path.replace(/\.ts$/, '.test.ts')))
    expect(untested.map((path) => relative(root, path))).toEqual([])
  })

  it.each(folders.map((folder) => [relative(root, folder), folder]))('the list of %s is current', (_, folder) => {
    const { path, content } = operationList(folder)
    expect(readFileSync(path, 'utf8')).toBe(content)
  })

  it.each(servedModules.map((module) => [module.name, module] as const))('the page of the tools of %s is current', (_, module) => {
    const { path, content } = toolPage(root, module)
    expect(readFileSync(path, 'utf8')).toBe(content)
  })

  it('the ladders of a story in the documentation are those of the table', () => {
    const { path, content } = transitionsPage(root)
    expect(readFileSync(path, 'utf8')).toBe(content)
  })

  it("the schema of the gate's policy is current", () => {
    const { path, content } = policySchema(root)
    expect(readFileSync(path, 'utf8')).toBe(content)
  })

  it('stands in the file that its command names: noun is the folder, verb is the file', () => {
    const places = folders.flatMap((folder) =>
      operationFiles(folder).map((path) => relative(folder, path).replace(/\.ts$/, '').replaceAll('\\', '/')),
    )
    expect(operations.map(({ command }) => command.replace(' ', '/')).sort()).toEqual(places.sort())
  })
})

describe('names and descriptions', () => {
  it.each(all.map((operation) => [operation.name, operation] as const))(
    '%s is named, described and hinted',
    (name, { title, summary, annotations }) => {
      // A prompt may have the name of a skill.
      expect(name.replace(/^repo-debugging$/, 'repo_debugging')).toMatch(/^[a-z][a-z0-9_]{0,63}$/)
      expect(title.length).toBeGreaterThan(0)
      expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(2048)
      expect(Object.values(annotations).map((hint) => typeof hint)).toEqual(['boolean', 'boolean', 'boolean', 'boolean'])
    },
  )

  it('are unique across all modules', () => {
    const names = all.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })

  it('instructions of a module fit in 2 KB', () => {
    for (const { instructions = '' } of servedModules) expect(Buffer.byteLength(instructions)).toBeLessThanOrEqual(2048)
  })

  it.each(all.map((operation) => [operation.name, operation] as const))(
    'every text, list and number that %s takes has a bound',
    (_, operation) => {
      expect(unboundedPlaces(inputSchema(operation))).toEqual([])
    },
  )
})

describe('the price of a tool list', () => {
  const price = (words: readonly string[]) => {
    const tools = chooseTools(servedModules, { tools: words, exclude: [], readOnly: false }).map(toolDefinition)
    return {
      count: tools.length,
      tokens: encode(JSON.stringify({ tools })).length,
      each: tools.map((tool) => [tool.name, encode(JSON.stringify(tool)).length] as const),
    }
  }

  it.each(['core', 'standard', 'all', ...servedModules.map(({ name }) => `${name}:*`)])('%s is known and bounded', (word) => {
    const { count, tokens, each } = price([word])
    console.log(`tools/list of ${word}: ${count} tools, ${tokens} tokens${count > 0 ? `, ${Math.round(tokens / count)} each` : ''}`)
    if (word === 'core') expect(tokens).toBeLessThanOrEqual(4000)
    expect(each.filter(([, tokens]) => tokens > 350)).toEqual([])
  })

  it('a tool costs at most 150 tokens on average, but for the one whose arguments are given', () => {
    const ours = price(['all']).each.filter(([name]) => name !== 'should_continue')
    const total = ours.reduce((sum, [, tokens]) => sum + tokens, 0)
    expect(total).toBeLessThanOrEqual(150 * ours.length)
  })
})

describe('tenants', () => {
  const postgres = testDatabases().find(({ name }) => name === 'postgres')

  it.skipIf(postgres === undefined)('54. raw SQL of the application sees no row of anybody unless it says whose', async () => {
    const database = await postgres!.create()
    const loop = testLoop(servedModules, { databaseUrl: database.url })
    const { project } = await loop.call('create_project', { name: 'Walled', slug: 'walled' })
    const { epic } = await loop.call('create_epic', { project_id: (project as { id: string }).id, number: 1, title: 'Walled' })
    await loop.call('create_story', { epic_id: (epic as { id: string }).id, number: '1.1', title: 'Walled' })
    const client = new pg.Client(database.url)
    await client.connect()
    const { rows } = await client.query(`
      select relname as name from pg_policy join pg_class c on c.oid = polrelid where relnamespace = current_schema()::regnamespace`)
    const filled = async () => {
      const seen: string[] = []
      for (const { name } of rows) if ((await client.query(`select 1 from ${name}`)).rowCount !== 0) seen.push(name)
      return seen
    }
    expect(await filled()).toEqual([])
    await client.query(`select set_config('loop.tenant', 'local', false)`)
    expect(await filled()).toEqual(expect.arrayContaining(['core_events', 'ctl_projects', 'ctl_epics', 'ctl_stories']))
    await client.end()
    await loop.close()
    await database.drop()
  })

  it.skipIf(postgres === undefined)('every table that has a tenant is held by a forced policy', async () => {
    const database = await postgres!.create()
    const application = createApplication(servedModules, { databaseUrl: database.url })
    await application.storage.transaction('local', 'read', async () => {})
    await application.storage.directory('read', async () => {})
    const client = new pg.Client(database.url)
    await client.connect()
    const { rows } = await client.query(`
      select c.relname as name, c.relforcerowsecurity and c.relrowsecurity as forced, count(p.polname)::int as policies
      from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_policy p on p.polrelid = c.oid
      where c.relkind = 'r' and n.nspname = current_schema() and c.relname not like '%_migrations%'
      group by 1, 2 order by 1`)
    await client.end()
    await application.close()
    await database.drop()
    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(['core_events', 'core_keys', 'core_tenants', 'gate_decisions']))
    expect(rows.filter(({ forced, policies }) => !forced || policies === 0)).toEqual([])
  })
})
