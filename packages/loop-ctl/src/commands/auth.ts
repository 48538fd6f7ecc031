import { remoteCaller } from 'loop-core'
import { command } from './command.ts'
import { masked } from './config.ts'
import { Config, readConfig, writeConfig } from './config-file.ts'
import { usage } from './usage.ts'

export const logIn = command({
  name: 'auth login',
  takes: '--server URL --key KEY',
  summary: `Keep a server and a key on this machine, once the server has taken the key.
--server URL  its address; the one that is kept unless given
--key KEY  the key`,
  options: { server: { type: 'string' }, key: { type: 'string' } },
  async run({ values, environment, signal, print }) {
    const given = Config.safeParse({ server: values.server ?? (await readConfig(environment)).server, api_key: values.key })
    if (given.error) throw usage(`${given.error.issues[0]!.path.join('.').replace('api_key', 'key')} ${given.error.issues[0]!.message}.`)
    const { server, api_key } = given.data
    if (server === undefined || api_key === undefined) throw usage('This needs --server and --key.')
    const caller = remoteCaller({ server, key: api_key, modules: [] })
    const identity = await caller.call('get_tenant', {}, { signal })
    const kept = masked(await writeConfig(environment, { server, api_key }))
    await print({ ...whoOf(identity as Identity), server: kept.server, saved: true })
  },
})

export const whoAmI = command({
  name: 'auth whoami',
  summary: 'Whose stories these are, and which key is calling.',
  run: async ({ call, print }) => print(whoOf(await call('get_tenant', {}))),
})

interface Identity {
  tenant: { id: string; name: string; current_key: { role: string; key_prefix: string; agent_id: string | null } | null }
}

function whoOf({ tenant: { name, current_key: key } }: Identity) {
  return { tenant: name, role: key?.role ?? 'user', key_prefix: key?.key_prefix ?? null, agent_id: key?.agent_id ?? null }
}
