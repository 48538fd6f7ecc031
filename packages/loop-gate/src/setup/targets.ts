import { join } from 'node:path'

export const setupClients = ['claude', 'codex', 'gemini', 'cursor', 'copilot', 'vscode', 'antigravity'] as const
export type SetupClient = (typeof setupClients)[number]

/** `local`: this project on this machine; `project`: everybody who has the project; `user`: all projects on this machine. */
export const setupScopes = ['local', 'project', 'user'] as const
export type SetupScope = (typeof setupScopes)[number]

/** How the stop comes to us: by a program, by HTTP, or by a tool of our MCP server. */
export const setupDoors = ['command', 'http', 'mcp_tool'] as const
export type SetupDoor = (typeof setupDoors)[number]

/** Where a client keeps its hooks, and in which form. */
export interface Target {
  /** The file of each scope; the first one is taken where nobody says which. */
  files: Readonly<Partial<Record<SetupScope, string>>>
  /** The events that we want, as the client spells them, a stop first. */
  events: readonly string[]
  /** Whether an event holds handlers at once, or groups of them behind a matcher. */
  form: 'flat' | 'grouped'
  /** What stands beside the hooks in a new file. */
  version?: 1
  /** What the person has still to do. */
  trust: string
  mcp: string
}

const stdio = 'npx -y loop-gate'
const hooksFolder = '.github/hooks/loop-gate.json'

/** The server as clients name it whose file lists `mcpServers`. */
export const mcpServer = { name: 'loop', entry: { command: 'npx', args: ['-y', 'loop-gate'] } } as const
const mcpSnippet = JSON.stringify({ mcpServers: { [mcpServer.name]: mcpServer.entry } })

export const targets: Readonly<Record<SetupClient, Target>> = {
  claude: {
    files: { local: '.claude/settings.local.json', project: '.claude/settings.json', user: '.claude/settings.json' },
    events: ['Stop', 'SubagentStop', 'SessionStart'],
    form: 'grouped',
    trust: 'Start Claude Code anew; /hooks shows the hook.',
    mcp: `claude mcp add --scope user ${mcpServer.name} -- ${stdio}`,
  },
  codex: {
    files: { user: '.codex/hooks.json', project: '.codex/hooks.json' },
    events: ['Stop', 'SessionStart'],
    form: 'grouped',
    trust: 'Codex runs no hook that nobody has trusted: start it, type /hooks and trust this one.',
    mcp: `codex mcp add ${mcpServer.name} -- ${stdio}`,
  },
  gemini: {
    files: { user: '.gemini/settings.json', project: '.gemini/settings.json' },
    events: ['AfterAgent', 'SessionStart'],
    form: 'grouped',
    trust: 'Start Gemini CLI anew; it runs hooks of a project only in a folder that you trust.',
    mcp: `gemini mcp add ${mcpServer.name} ${stdio}`,
  },
  cursor: {
    files: { user: '.cursor/hooks.json', project: '.cursor/hooks.json' },
    events: ['stop', 'sessionStart'],
    form: 'flat',
    version: 1,
    trust: 'Cursor reads the file anew when it is saved; its settings list the hook under Hooks.',
    mcp: `~/.cursor/mcp.json: ${mcpSnippet}`,
  },
  copilot: {
    files: { user: '.copilot/hooks/loop-gate.json', project: hooksFolder },
    events: ['Stop', 'SessionStart'],
    form: 'flat',
    version: 1,
    trust: 'Start Copilot CLI anew; it runs hooks of a project only in a folder that you trust.',
    mcp: `~/.copilot/mcp-config.json: ${mcpSnippet}`,
  },
  vscode: {
    files: { project: hooksFolder },
    events: ['Stop', 'SessionStart'],
    form: 'flat',
    version: 1,
    trust: 'VS Code runs hooks only in a workspace that you trust. Copilot CLI reads the same file.',
    mcp: `code --add-mcp '${JSON.stringify({ name: mcpServer.name, ...mcpServer.entry })}'`,
  },
  antigravity: {
    files: { user: '.gemini/antigravity/mcp_config.json' },
    events: [],
    form: 'flat',
    trust: 'Antigravity has no hook that can hold a stop; its agent asks should_continue where its rules say so.',
    mcp: 'it is in this file now; refresh the list under Manage MCP Servers.',
  },
}

/** The folders in which files of clients lie. */
export interface Places {
  home: string
  /** The project's folder. */
  root: string
  /** Where folders are that belong in the home folder, if the person has moved them. */
  moved?: Readonly<Record<string, string>>
}

/** The folder that a file of this scope lies in, and its path. */
export function placeOf(
  client: SetupClient,
  scope: SetupScope,
  { home, root, moved }: Places,
): { folder: string; path: string } | undefined {
  const file = targets[client].files[scope]
  if (file === undefined) return undefined
  const [first, ...rest] = file.split('/')
  const elsewhere = scope === 'user' ? moved?.[first!] : undefined
  if (elsewhere !== undefined) return { folder: elsewhere, path: join(elsewhere, ...rest) }
  const folder = scope === 'user' ? home : root
  return { folder, path: join(folder, file) }
}
