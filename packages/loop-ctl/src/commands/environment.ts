import { type Config, readConfigAtStart } from './config-file.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What loop-ctl calls the variables of all servers. */
export const variables = {
  LOOPCTL_SERVER: 'LOOP_SERVER',
  LOOPCTL_API_KEY: 'LOOP_KEY',
  LOOPCTL_ORCH_KEY: 'LOOP_KEY_ORCHESTRATOR',
  LOOPCTL_AGENT_KEY: 'LOOP_KEY_IMPLEMENTER',
  LOOPCTL_REVIEWER_KEY: 'LOOP_KEY_REVIEWER',
  LOOPCTL_USER_KEY: 'LOOP_KEY_USER',
  LOOPCTL_FORMAT: 'LOOP_FORMAT',
} as const

export const keyHint = 'Or save one on this machine: loopctl auth login --server URL --key KEY.'

/** The environment with what was kept on this machine beneath it. Only commands read that: servers get everything from who starts them. */
export function withConfig(given: Environment, way: 'stdio' | 'http' | 'command'): Environment {
  return way === 'command' ? { ...kept(readConfigAtStart(given), given), ...said(given) } : given
}

/** A key is kept together with its server, so it goes to no other one, and not where other keys are given. */
function kept({ server, api_key, format, project }: Config, given: Environment): Environment {
  const givenServer = either(given, 'LOOPCTL_SERVER')
  const fits = (givenServer === undefined || givenServer === server) && !hasKeys(given)
  return { LOOPCTL_SERVER: server, LOOPCTL_API_KEY: fits ? api_key : undefined, LOOPCTL_FORMAT: format, LOOPCTL_PROJECT: project }
}

function either(given: Environment, name: keyof typeof variables): string | undefined {
  return given[name] || given[variables[name]] || undefined
}

function hasKeys(given: Environment): boolean {
  const names = Object.keys(variables) as (keyof typeof variables)[]
  return names.some((name) => name.endsWith('_KEY') && either(given, name) !== undefined)
}

/** An empty variable says nothing. */
function said(given: Environment): Environment {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value))
}
