import { type Revision, runScenarios, type ScenarioResult } from './run-suite.ts'

const scenarios: Record<Revision, readonly string[]> = {
  '2025-11-25': [
    'server-initialize',
    'server-session-lifecycle',
    'ping',
    'tools-list',
    'server-sse-multiple-streams',
    'resources-list',
    'prompts-list',
    'dns-rebinding-protection',
  ],
  '2026-07-28': [
    'server-stateless',
    'tools-list',
    'server-sse-multiple-streams',
    'resources-list',
    'sep-2164-resource-not-found',
    'prompts-list',
    'dns-rebinding-protection',
    'caching',
    'http-header-validation',
    'input-required-result-unsupported-methods',
  ],
}

/** The scenarios that ask for no tool, resource or prompt of the suite's own, so that any server can pass them. */
export function fixtureFreeScenarios(revision: Revision): readonly string[] {
  return scenarios[revision]
}

/** Runs them against a server, and leaves out single checks that would need one of the suite's own tools. */
export async function runFixtureFree(url: URL, revision: Revision): Promise<ScenarioResult[]> {
  const results = await runScenarios(url, revision, fixtureFreeScenarios(revision))
  return results.map(({ scenario, problems }) => ({ scenario, problems: problems.filter(({ untestable }) => !untestable) }))
}
