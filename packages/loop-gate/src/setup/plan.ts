import { isDeepStrictEqual } from 'node:util'
import { append, lineOf, parseObject, remove, valueAt } from './edit-json.ts'
import { type Handler, handlerOf, inForm } from './handlers.ts'
import { hookFor } from './hook-path.ts'
import { planServer } from './mcp-entry.ts'
import { ownHooksIn } from './own-hooks.ts'
import { usage } from './refused.ts'
import { type Places, placeOf, type SetupClient, type SetupDoor, type SetupScope, targets } from './targets.ts'

export interface SetupInput extends Places {
  scope: SetupScope
  door: SetupDoor
  /** The program of the stop hook, on this machine. */
  hookPath: string
  /** What the client's file says now; undefined where there is none. */
  text: string | undefined
  /** The project's package.json, where it has one. */
  packageJson: string | undefined
  /** The most refused stops in a row. */
  maxBlocks: number
  /** The address of the server, for the door by HTTP. */
  server: string
  remove: boolean
}

/** What setting a client up does to its file; undefined texts stand for no file. */
export interface SetupPlan {
  path: string
  before: string | undefined
  after: string | undefined
  /** What the person should know and do. */
  notes: string[]
}

/** Works out how a client's file must look. Nothing is written, and it refuses with a reason where it should not be. */
export function planSetup(client: SetupClient, input: SetupInput): SetupPlan {
  const place = placeOf(client, input.scope, input)
  if (place === undefined) throw noSuchScope(client, input.scope)
  if (input.door !== 'command' && client !== 'claude') throw usage(`Only Claude Code has the door ${input.door}.`, 'Leave --door away.')
  const { path } = place
  const [mark, text] = withoutMark(input.text)
  const after = client === 'antigravity' ? planServer(text, path, input.remove) : planHooks(client, input, { path, text })
  return { path, before: input.text, after: after === undefined ? undefined : mark + after, notes: notesOf(client, input) }
}

function noSuchScope(client: SetupClient, scope: SetupScope) {
  const scopes = Object.keys(targets[client].files)
  return usage(`${client} has no hooks of scope ${scope}.`, `Take --scope ${scopes.join(' or ')}.`)
}

/** A file of blanks says as little as none. */
function withoutMark(text: string | undefined): [mark: string, text: string | undefined] {
  const [mark, rest] = text?.startsWith('\ufeff') ? ['\ufeff', text.slice(1)] : ['', text]
  return [mark, rest?.trim() === '' ? undefined : rest]
}

interface File {
  path: string
  text: string | undefined
}

type Wish = readonly [event: string, handler: Handler]

function planHooks(client: SetupClient, input: SetupInput, { path, text }: File): string | undefined {
  const rest = text === undefined ? undefined : withoutOurs(client, text, path)
  if (input.remove) return rest
  const hook = hookFor(input)
  const { door, maxBlocks, server } = input
  const wishes = targets[client].events.map((event): Wish => [event, handlerOf({ client, event, hook, door, maxBlocks, server })])
  if (isThere(text, path, wishes)) return text
  if (rest === undefined) return newFile(client, wishes)
  return wishes.reduce((edited, [event, handler]) => withHook(edited, path, [event, inForm(client, handler)]), rest)
}

function isThere(text: string | undefined, path: string, wishes: readonly Wish[]): boolean {
  const ours = text === undefined ? [] : ownHooksIn(parseObject(text, path))
  return isDeepStrictEqual(sorted(ours.map(({ event, handler }) => [event, handler])), sorted(wishes))
}

function sorted(hooks: readonly Wish[]): readonly Wish[] {
  return hooks.toSorted(([a], [b]) => (a < b ? -1 : 1))
}

/** From the last one on, so that each is taken away as it was added. Nothing is left of a file that setup made. */
function withoutOurs(client: SetupClient, text: string, path: string): string | undefined {
  const last = ownHooksIn(parseObject(text, path)).at(-1)
  if (last === undefined) return text
  const rest = remove(text, last.node)
  return rest === undefined || saysNothing(client, rest, path) ? undefined : withoutOurs(client, rest, path)
}

/** Such as a file that has only the version which setup wrote beside the hooks. */
function saysNothing(client: SetupClient, text: string, path: string): boolean {
  const { children = [] } = parseObject(text, path)
  return targets[client].version !== undefined && children.length === 1 && children[0]!.children?.[0]?.value === 'version'
}

function newFile(client: SetupClient, wishes: readonly Wish[]): string {
  const { version } = targets[client]
  const hooks = Object.fromEntries(wishes.map(([event, handler]) => [event, [inForm(client, handler)]]))
  return `${JSON.stringify({ version, hooks }, null, 2)}\n`
}

function withHook(text: string, path: string, [event, item]: readonly [event: string, item: unknown]): string {
  const root = parseObject(text, path)
  const hooks = valueAt(root, 'hooks')
  if (hooks === undefined) return append(text, root, { [event]: [item] }, 'hooks')
  if (hooks.type !== 'object') throw misshapen(path, 'hooks', lineOf(text, hooks.offset))
  const list = valueAt(hooks, event)
  if (list === undefined) return append(text, hooks, [item], event)
  if (list.type !== 'array') throw misshapen(path, `hooks.${event}`, lineOf(text, list.offset))
  return append(text, list, item)
}

function misshapen(path: string, key: string, line: number) {
  return usage(`${path} has something else at ${key} than the client would read, at line ${line}.`, 'Mend it, then run setup again.')
}

function notesOf(client: SetupClient, { door, remove: removing, scope }: SetupInput): string[] {
  const { trust, mcp } = targets[client]
  if (removing) return []
  const open = door === 'command' ? [] : ['Stops go through whenever the server is away; the command has no such gap.']
  const key = door === 'http' ? ['The key is read from LOOP_KEY in the environment of the client.'] : []
  const shared = scope === 'project' ? ['The file belongs to the project: whoever has it runs this hook.'] : []
  return [trust, ...shared, ...open, ...key, `MCP server: ${mcp}`]
}
