import { type Problem, type Revision, runScenarios, type ScenarioResult } from './run-suite.ts'

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

/** Those that ask for resources or prompts. */
const beyondTools = ['resources-list', 'prompts-list', 'sep-2164-resource-not-found']

interface Offer {
  /** The server says that it has neither resources nor prompts, so it need not know their methods. */
  toolsAlone: boolean
}

/** The scenarios that ask for no tool, resource or prompt of the suite's own, so that any server can pass them. */
export function fixtureFreeScenarios(revision: Revision, { toolsAlone }: Offer): readonly string[] {
  return scenarios[revision].filter((scenario) => !toolsAlone || !beyondTools.includes(scenario))
}

/** Runs them against a server, and leaves out single checks that would need one of the suite's own tools or what is not offered. */
export async function runFixtureFree(url: URL, revision: Revision, offer: Offer): Promise<ScenarioResult[]> {
  const results = await runScenarios(url, revision, fixtureFreeScenarios(revision, offer))
  const counts = ({ untestable, message }: Problem) => !untestable && !(offer.toolsAlone && notOffered.test(message))
  return results.map(({ scenario, problems }) => ({ scenario, problems: problems.filter(counts) }))
}

const notOffered = /^(resources|prompts)\/\S+ returned JSON-RPC error -32601: Method not found$/
