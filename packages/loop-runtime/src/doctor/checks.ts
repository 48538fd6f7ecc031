import { constants } from 'node:fs'
import { access, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { runProcess, scrubEnvironment } from 'loop-core/process'
import { listWorkspace } from 'loop-core/workspace'
import { runCommand } from '../commands/run-command.ts'
import { RuntimeConfig } from '../config.ts'
import { rulesOf, type Workspace, workspacesOf } from '../configured.ts'
import { openSandbox } from '../sandbox/open-sandbox.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import type { Task } from '../task/task.ts'
import { tracePathOf, usualTracePath } from '../task/trace-path.ts'

type Environment = Readonly<Record<string, string | undefined>>
type Found = Promise<string | { fine: string }>

const mostMs = 5_000

/** Where the tools of a repository work, and whether git knows it. */
export async function checkWorkspace(environment: Environment): Found {
  const root = rootIn(environment)
  if (root === undefined) return { fine: 'None is configured, so the tools of a repository are not offered.' }
  const real = await realpath(root).catch(() => undefined)
  if (real === undefined) return `There is no folder ${root}.\nName one that is there: --workspace PATH`
  const { vcs } = await listWorkspace(real, { env: environment })
  if (vcs === 'git') return { fine: `${real}, in git` }
  const why = (await findsCommand('git', real, environment)) ? 'It is not in git' : 'git was not found'
  return { fine: `${real}\n${why}: diffs are empty, and --worktree is not possible.` }
}

/** Whether the test command could be started; it is not run. */
export async function checkTests(environment: Environment): Found {
  const root = rootIn(environment) ?? '/'
  const { testCommand: command } = rulesIn(environment)
  const [word = ''] = command.trim().split(/\s+/)
  // What only a shell can read is for the shell to find.
  if (!/^[\w./+-]+$/.test(word) || (await findsCommand(word, root, environment))) return { fine: command }
  return `${command}: ${word} was not found.\nInstall it, or name another command: --test-command "…"`
}

/** What contains the commands of a run. */
export async function checkSandbox(environment: Environment): Found {
  const { report } = await sandboxAt(rootIn(environment) ?? tmpdir(), environment)
  if (report.kind === 'bubblewrap') return { fine: `bubblewrap, network ${report.network}` }
  return {
    fine: `none: ${report.reason}.\nCommands can do whatever you can. Install bubblewrap on Linux; --sandbox require refuses to go without.`,
  }
}

/** Whether the model could be asked; it is not asked, and no key is shown. */
export async function checkModel(environment: Environment): Found {
  const name = environment.LOOP_RUNTIME_MODEL || 'mock'
  const { openModel } = await import('../models/open-model.ts')
  await openModel(name, { environment })
  const keys = ['OPENAI_API_KEY', 'ANTHROPIC_API_KEY'].map((key) => `${key} is ${environment[key] ? 'set' : 'not set'}`)
  const made = name === 'mock' ? ', made of rules for the demo; --model or LOOP_RUNTIME_MODEL names another' : ''
  return { fine: `${name}${made}\n${keys.join(', ')}.` }
}

/** Where runs are recorded, whether that can be written, and what it withstands. */
export async function checkTrace(environment: Environment): Found {
  const { LOOP_DB_PATH, DATABASE_URL } = environment
  if (DATABASE_URL && !DATABASE_URL.startsWith('file:')) return { fine: 'In the database of the server.' }
  const address = tracePathOf(DATABASE_URL || LOOP_DB_PATH || join(rootIn(environment) ?? '.', usualTracePath))
  const path = address.replace(/\?synchronous=\w+$/, '')
  const place = await nearest(path)
  const isWritable = await access(place, constants.W_OK).then(
    () => true,
    () => false,
  )
  if (!isWritable)
    return `${path} cannot be written: ${place} is not yours to write to.\nName another file: --db FILE, or run --trace-db FILE`
  const withstands = address.endsWith('?synchronous=full')
    ? 'synchronous is full: a power cut takes nothing.'
    : 'synchronous is normal: a killed process loses nothing, a power cut may take the last steps. ?synchronous=full behind the path withstands that too.'
  return { fine: `${path}\n${withstands}` }
}

/** Runs one command as runs do, in a folder of its own. */
export async function tryCommand(environment: Environment): Found {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'loop-runtime-doctor-')))
  try {
    const sandbox = await sandboxAt(root, environment)
    const bounds = { timeoutMs: mostMs, runsTests: false, step: `doctor-${process.pid}` }
    const ran = await runCommand({ command: 'node --version > proof && cat proof', root, environment, sandbox, ...bounds })
    const within = ran.sandbox.kind === 'none' ? 'without a sandbox' : `within ${ran.sandbox.kind}`
    if (ran.outcome === 'passed') return { fine: `A command ran ${within} and wrote a file, in ${ran.durationMs} ms.` }
    return `A command ${within} ended as ${ran.outcome}: ${ran.stderr.tail.trim() || ran.startError || `exit code ${ran.exitCode}`}\nSee what contains it: loop-runtime --sandbox off doctor --try`
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

/** The one that is meant where nobody names any. */
function workspaceIn(environment: Environment): Workspace | undefined {
  return workspacesOf(RuntimeConfig.parse(environment))[0]
}

function rulesIn(environment: Environment): Task {
  return workspaceIn(environment)?.rules ?? rulesOf(RuntimeConfig.parse(environment))
}

function rootIn(environment: Environment): string | undefined {
  return workspaceIn(environment)?.root
}

function sandboxAt(root: string, environment: Environment): Promise<Sandbox> {
  const { sandbox: mode, sandboxNetwork: network } = rulesIn(environment)
  return openSandbox({ mode, network, root, environment, isProtected: () => false })
}

/** As the shell finds it that would run it. */
async function findsCommand(name: string, cwd: string, environment: Environment): Promise<boolean> {
  const { exitCode } = await runProcess({
    ...{ command: ['sh', '-c', 'command -v "$1"', 'sh', name], cwd, env: scrubEnvironment(environment) },
    ...{ timeoutMs: mostMs, maxOutputBytes: 1_000 },
  })
  return exitCode === 0
}

/** The file itself, or the folder above it that is there. */
async function nearest(path: string): Promise<string> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  )
  return isThere || dirname(path) === path ? path : nearest(dirname(path))
}
