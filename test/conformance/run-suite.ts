import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export type Revision = '2025-11-25' | '2026-07-28'

export interface ScenarioResult {
  scenario: string
  problems: Problem[]
}

/** A check that failed or warned. */
export interface Problem {
  check: string
  message: string
  /** The suite found no way to look, mostly because a fixture is missing. */
  untestable: boolean
}

interface Check {
  id: string
  status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO'
  errorMessage?: string
  details?: { untestable?: boolean }
}

const nothingChecked: Problem = { check: '', message: 'nothing was checked', untestable: false }

const suite = dirname(createRequire(import.meta.url).resolve('@modelcontextprotocol/conformance/package.json'))
const hook = new URL('./globsync-register.mjs', import.meta.url).href

/** Runs what a revision requires of servers, and answers for each required scenario. */
export async function runRequirements(url: URL, revision: Revision): Promise<ScenarioResult[]> {
  return pick(await runSuite(url, ['--requirements', revision]), await requiredScenarios(revision))
}

/** Runs every scenario that applies to a revision, required or not, and answers for the named ones. */
export async function runScenarios(url: URL, revision: Revision, scenarios: readonly string[]): Promise<ScenarioResult[]> {
  return pick(await runSuite(url, ['--suite', 'all', '--spec-version', revision]), scenarios)
}

function pick(results: Map<string, Check[]>, scenarios: readonly string[]): ScenarioResult[] {
  return scenarios.map((scenario) => ({ scenario, problems: problemsOf(results.get(scenario) ?? []) }))
}

/** Runs the suite's command line, which can only be a process of its own, and reads what it wrote down. */
async function runSuite(url: URL, options: string[]): Promise<Map<string, Check[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'loop-conformance-'))
  try {
    const output = await run(['server', '--url', url.href, '--output-dir', folder, ...options])
    const results = await readResults(folder)
    if (results.size === 0) throw new Error(`The conformance suite left no results:\n${output}`)
    return results
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The words of the command; its exit code is left aside, because the written checks say more. */
function run(commandLine: string[]): Promise<string> {
  const parameters = ['--import', hook, join(suite, 'dist/index.js'), ...commandLine]
  const options = { timeout: 240_000, maxBuffer: 64 * 1024 * 1024 }
  return new Promise((resolve) => execFile(process.execPath, parameters, options, (_error, stdout, stderr) => resolve(stdout + stderr)))
}

async function readResults(folder: string): Promise<Map<string, Check[]>> {
  const results = new Map<string, Check[]>()
  for (const name of await readdir(folder)) {
    const scenario = /^server-(.+)-\d{4}-\d{2}-\d{2}T/.exec(name)?.[1] ?? name
    // A scenario that broke down has a folder without a file.
    results.set(scenario, JSON.parse(await readFile(join(folder, name, 'checks.json'), 'utf8').catch(() => '[]')))
  }
  return results
}

function problemsOf(checks: Check[]): Problem[] {
  if (!checks.some(({ status }) => status === 'SUCCESS')) return [nothingChecked]
  const bad = checks.filter(({ status }) => status === 'FAILURE' || status === 'WARNING')
  return bad.map(({ id, errorMessage = '', details }) => ({ check: id, message: errorMessage, untestable: details?.untestable === true }))
}

async function requiredScenarios(revision: Revision): Promise<string[]> {
  const text = await readFile(join(suite, 'requirements', `${revision}.yaml`), 'utf8')
  const list = /^server:\n((?: {2}- .+\n)+)/m.exec(text)?.[1] ?? ''
  return list.split('\n').flatMap((line) => /^ {2}- (\S+)/.exec(line)?.[1] ?? [])
}
