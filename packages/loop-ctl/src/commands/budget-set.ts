import { LoopError } from 'loop-core'
import { type Asking, command } from './command.ts'
import { projectOf } from './project.ts'
import { usage } from './usage.ts'

/** What `--scope` says, and what the server calls it. */
const scopes: Readonly<Record<string, string>> = {
  per_story: 'per_story',
  per_agent: 'per_agent',
  per_epic: 'per_epic',
  per_project: 'project',
}

export const setBudget = command({
  name: 'budget set',
  takes: '--scope SCOPE --limit TOKENS [options]',
  summary: `Limit how many tokens a project may use, or each of its stories, epics or agents; said again it changes the limit.
--scope SCOPE  ${Object.keys(scopes).join(', ')}
--limit TOKENS  input and output together
--enforcement warn | block  whether reports of done work beyond it are refused; warn unless said
--project P  which project: id, slug or name`,
  options: { scope: { type: 'string' }, limit: { type: 'string' }, enforcement: { type: 'string' } },
  async run(typed) {
    const { scope, limit, enforcement } = typed.values
    if (scope === undefined || limit === undefined) throw usage('This needs --scope and --limit.')
    const scope_type = Object.hasOwn(scopes, scope) ? scopes[scope]! : undefined
    if (scope_type === undefined) throw usage(`--scope takes one of ${Object.keys(scopes).join(', ')}, not ${JSON.stringify(scope)}.`)
    if (!/^[1-9]\d{0,12}$/.test(limit)) throw usage(`--limit takes a whole number of tokens, not ${JSON.stringify(limit)}.`)
    const given = { token_limit: Number(limit), enforcement }
    await typed.print(await made(typed, { scope_type, scope_id: await projectOf(typed) }, given))
  },
})

/** The server says which budget there is already. */
async function made({ call }: Asking, scope: object, given: object): Promise<Record<string, unknown>> {
  return call('create_token_budget', { ...scope, ...given }).catch((error: unknown) => {
    if (!LoopError.is(error) || error.code !== 'budget_exists') throw error
    return call('update_token_budget', { token_budget_id: error.data.budget_id, ...given })
  })
}
