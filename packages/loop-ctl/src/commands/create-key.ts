import { command } from './command.ts'
import { usage } from './usage.ts'

/** What is said beside an answer that holds a key. */
export const shownOnce = 'The key is shown this once: keep it now.\n'

const roles = ['user', 'orchestrator', 'agent']

export const createKey = command({
  name: 'keys create',
  takes: '--name NAME --role ROLE [options]',
  summary: `Make a key. It is shown this once.
--name NAME  what it is for
--role ROLE  ${roles.join(', ')}
--agent-id ID  the agent that acts with it
--expires-at TIME  when it ends`,
  options: { name: { type: 'string' }, role: { type: 'string' }, 'agent-id': { type: 'string' }, 'expires-at': { type: 'string' } },
  async run({ values, call, print, stderr }) {
    const { name, role, 'agent-id': agent_id, 'expires-at': expires_at } = values
    if (name === undefined || role === undefined) throw usage('This needs --name and --role.')
    if (!roles.includes(role)) throw usage(`--role takes one of ${roles.join(', ')}, not ${JSON.stringify(role)}.`)
    await print(await call('create_api_key', { name, role, agent_id, expires_at }))
    stderr.write(shownOnce)
  },
})
