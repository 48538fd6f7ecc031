import { mcpServer, type SetupClient, type SetupDoor, targets } from './targets.ts'

export type Handler = Readonly<Record<string, unknown>>

/** Beyond the budget, so that the hook can always end by itself. */
const timeoutSeconds = 120
const budget = 100

interface Wanted {
  client: SetupClient
  event: string
  door: SetupDoor
  /** The path of the hook's program, as the command names it. */
  hook: string
  /** The most refused stops in a row that a policy asks for. */
  maxBlocks: number
  /** The address of the server that answers by HTTP. */
  server: string
}

/** What a client calls at one event. A session begins before any server is connected, so that always goes by the command. */
export function handlerOf(wanted: Wanted): Handler {
  if (wanted.door === 'command' || wanted.event === 'SessionStart') return commandHandler(wanted)
  return wanted.door === 'http' ? httpHandler(wanted) : toolHandler
}

function commandHandler({ client, event, hook, maxBlocks }: Wanted): Handler {
  const command = `node ${hook.startsWith('node_modules/') ? hook : `"${hook}"`} --budget ${budget}`
  if (client === 'gemini') return { name: 'loop-gate', type: 'command', command, timeout: timeoutSeconds * 1_000 }
  if (client !== 'cursor') return { type: 'command', command, timeout: timeoutSeconds }
  // It counts what we send, and one more than we ever send never gets in our way.
  return { command, timeout: timeoutSeconds, ...(event === 'stop' && { loop_limit: maxBlocks + 1 }) }
}

/** The key stays in the environment. */
function httpHandler({ server }: Wanted): Handler {
  return {
    type: 'http',
    url: `${server.replace(/\/+$/, '')}/api/v1/gate/hook`,
    headers: { Authorization: 'Bearer $LOOP_KEY' },
    allowedEnvVars: ['LOOP_KEY'],
    timeout: timeoutSeconds,
  }
}

const passedOn = [
  ...['hook_event_name', 'session_id', 'cwd', 'stop_hook_active', 'last_assistant_message'],
  ...['prompt_id', 'permission_mode', 'agent_id', 'background_tasks', 'session_crons'],
]

const toolHandler: Handler = {
  type: 'mcp_tool',
  server: mcpServer.name,
  tool: 'check_stop',
  input: Object.fromEntries(passedOn.map((field) => [field, `\${${field}}`])),
  timeout: timeoutSeconds,
}

/** A program of this package that is asked for the hook, by its path or by its name. */
const ownCommand = /[\\/]loop-gate[\\/]dist[\\/](hook\.js\b|bin\.js["']?\s+hook\b)|\bloop-gate(@\S+)?["']?\s+hook\b/

/** By which door a handler comes to us, whoever wrote it and whichever copy of the hook it starts; undefined for those of others. */
export function doorOf({ command, url, tool }: Handler): SetupDoor | undefined {
  if (typeof command === 'string' && ownCommand.test(command)) return 'command'
  if (typeof url === 'string' && /\/api\/v1\/gate\/hook$/.test(url)) return 'http'
  return tool === 'check_stop' ? 'mcp_tool' : undefined
}

/** How long a client waits for a handler, as far as it says so. */
export function timeoutOf(client: SetupClient, { timeout, timeoutSec }: Handler): number | undefined {
  const given = timeout ?? timeoutSec
  if (typeof given !== 'number') return undefined
  return client === 'gemini' ? given / 1_000 : given
}

/** A handler as it stands beneath its event. */
export function inForm(client: SetupClient, handler: Handler): unknown {
  return targets[client].form === 'flat' ? handler : { hooks: [handler] }
}
