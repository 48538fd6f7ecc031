import { LoopError } from 'loop-core'
import { command } from './command.ts'
import { shownOnce } from './create-key.ts'
import { slugOf } from './slug.ts'
import { usage } from './usage.ts'

export const createTenant = command({
  name: 'admin create-tenant',
  takes: 'NAME [options]',
  summary: `Make a tenant and its first key. On the server's own machine this needs no key; elsewhere, that of a superadmin.
--slug SLUG  its id and short name, for good; made from NAME unless given
--email ADDRESS`,
  options: { slug: { type: 'string' }, email: { type: 'string' } },
  most: 1,
  async run({ words: [name], values: { slug, email }, call, print, stderr }) {
    if (name === undefined) throw usage('This needs a NAME.')
    await print(await call('admin_create_tenant', { name, slug: slug ?? slugOf(name), email }))
    stderr.write(shownOnce)
  },
})

export const createSuperadminKey = command({
  name: 'admin create-key',
  takes: 'NAME',
  summary: "Make the key of a superadmin, on the server's own machine alone. It is shown this once.",
  most: 1,
  async run({ words: [name], call, print, stderr }) {
    if (name === undefined) throw usage('This needs a NAME: whose key it is.')
    await print(await call('admin_create_key', { name }))
    stderr.write(shownOnce)
  },
})

const methods = ['get', 'post', 'put', 'patch', 'delete']

export const impersonate = command({
  name: 'admin impersonate',
  takes: 'TENANT [options] (get|post|patch|delete PATH [JSON] | -- COMMAND…)',
  summary: `Do something in the place of a tenant's people, as a superadmin may. The log says so.
get PATH  what GET answers there, such as /stories/ready?project_id=my-app; a JSON is the body of the others
-- COMMAND  another command, with its options
--role ROLE  user unless said; or orchestrator, agent
--agent ID  which agent of theirs acts`,
  options: { role: { type: 'string' }, agent: { type: 'string' } },
  most: Number.POSITIVE_INFINITY,
  async run({ words: [tenant, ...words], values: { role, agent }, inPlaceOf, print }) {
    if (tenant === undefined || words.length === 0) throw usage('This needs a TENANT, and then get PATH, or -- COMMAND.')
    if (inPlaceOf === undefined) throw notASuperadmin()
    const there = await inPlaceOf({ tenant, role, agent })
    const [method = '', path, body, ...more] = words
    if (!methods.includes(method)) return there.run(words)
    if (path === undefined || more.length > 0) throw usage(`${method} takes a PATH, and at most one JSON in quotes.`)
    await print((await there.send({ method: method.toUpperCase(), path: addressOf(path), body: bodyOf(body) })) as Record<string, unknown>)
  },
})

/** `stories/ready` is short for `/api/v1/stories/ready`. */
function addressOf(path: string): string {
  return /^\/?api\//.test(path) ? `/${path.replace(/^\//, '')}` : `/api/v1/${path.replace(/^\//, '')}`
}

function bodyOf(json: string | undefined): Record<string, unknown> | undefined {
  if (json === undefined) return undefined
  try {
    const body: unknown = JSON.parse(json)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  } catch {
    // What is no JSON is no object either.
  }
  throw usage('What stands behind the PATH must be one JSON object.')
}

function notASuperadmin(): LoopError {
  return new LoopError('forbidden', 'Forbidden: LOOP_IDENTITY makes this one identity alone, which is no superadmin', {
    code: 'not_superadmin',
    hints: ['Unset LOOP_IDENTITY.'],
  })
}
