import { ownEnvironment, type ProcessOutcome, runProcess } from '../../process/index.ts'
import { gitEnvironment } from './git-environment.ts'

export interface GitOptions {
  env?: NodeJS.ProcessEnv
  signal?: AbortSignal
  /** For each call; 10,000 by default. */
  timeoutMs?: number
  /** Hears of each start of git. */
  onStart?: () => void
}

export interface GitAnswer {
  outcome: ProcessOutcome
  exitCode: number | null
  stdout: Buffer
  /** The end of what git complained about. */
  complaint: string
  /** More output than we are willing to hold; `stdout` is incomplete then. */
  tooLong: boolean
}

/** Calls git in one repository, as `git(['status', '-z'])`. */
export type Git = (args: readonly string[], input?: string | Uint8Array) => Promise<GitAnswer>

const longestAnswerBytes = 128 * 1024 * 1024

const protections = [
  '--no-pager',
  '--no-optional-locks',
  ...['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'],
  // The repository could tell git to look at less than size, times and inode, and so not to see a change.
  ...['-c', 'core.trustctime=true', '-c', 'core.checkStat=default'],
  // Names outside ASCII are shown as they are, and not byte by byte in octal.
  ...['-c', 'core.quotePath=false'],
]

/** Commands that would run an external diff, a textconv, or `git status` with the filters of a submodule. */
const comparing = new Set(['diff', 'diff-files', 'diff-index', 'diff-tree', 'log', 'show'])
const comparingSafely = ['--no-ext-diff', '--no-textconv', '--ignore-submodules=dirty']

/** Prepares calls of git in a repository that run none of its hooks and monitors; the settings are further `-c` options. */
export async function gitIn(root: string, options: GitOptions): Promise<(settings?: readonly string[]) => Git> {
  const env = await gitEnvironment(options.env ?? ownEnvironment(), root)
  // The work tree is named because the repository's own `core.worktree` could point to another, unchanged one.
  const before = ['git', `--work-tree=${root}`, ...protections]
  const call = { cwd: root, env, signal: options.signal, onStart: options.onStart, timeoutMs: options.timeoutMs ?? 10_000 }
  return (settings = []) => {
    return (args, input) => answerOf({ ...call, input, command: [...before, ...settings, ...safely(args)] })
  }
}

function safely([name = '', ...rest]: readonly string[]): string[] {
  return [name, ...(comparing.has(name) ? comparingSafely : []), ...rest]
}

type Call = Omit<Parameters<typeof runProcess>[0], 'maxOutputBytes' | 'onOutput'>

async function answerOf(call: Call): Promise<GitAnswer> {
  const chunks: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] }
  const sizes = { stdout: 0, stderr: 0 }
  const limits = { stdout: longestAnswerBytes, stderr: 4_096 }
  const { outcome, exitCode } = await runProcess({
    ...call,
    maxOutputBytes: 0,
    onOutput(chunk, stream) {
      sizes[stream] += chunk.length
      if (sizes[stream] <= limits[stream]) chunks[stream].push(chunk)
    },
  })
  const complaint = Buffer.concat(chunks.stderr).toString('utf8').trim()
  return { outcome, exitCode, stdout: Buffer.concat(chunks.stdout), complaint, tooLong: sizes.stdout > limits.stdout }
}
