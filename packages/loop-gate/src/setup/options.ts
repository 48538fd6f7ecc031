import { parseArgs } from 'node:util'
import { modes } from '../words.ts'
import { refused, usage } from './refused.ts'
import { type SetupClient, setupClients, setupDoors, setupScopes } from './targets.ts'

/** Clients without a hook that could hold a stop. */
const advisory = ['kiro', 'opencode', 'pi']

export const summary = `Install the stop hook of a client: setup ${setupClients.join('|')} [--scope ${setupScopes.join('|')}] [--door ${setupDoors.join('|')}] [--mode ${modes.join('|')}] [--dry-run] [--remove]
--mode  the mode on this machine of the accepted policy of this folder, whatever the policy says; for a person`

const options = {
  scope: { type: 'string' },
  door: { type: 'string', default: 'command' },
  'dry-run': { type: 'boolean', default: false },
  remove: { type: 'boolean', default: false },
  mode: { type: 'string' },
  format: { type: 'string' },
  json: { type: 'boolean' },
} as const

/** What was typed behind the command. */
export function readOptions(words: readonly string[]) {
  const { values, positionals } = parsed(words)
  if (positionals.length > 1) throw usage('There is a word too many.', summary)
  return {
    client: clientNamed(positionals[0]),
    scope: values.scope === undefined ? undefined : oneOf(setupScopes, values.scope, '--scope'),
    door: oneOf(setupDoors, values.door, '--door'),
    dryRun: values['dry-run'],
    remove: values.remove,
    mode: values.mode === undefined ? undefined : oneOf(modes, values.mode, '--mode'),
  }
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true })
  } catch (error) {
    // Node's own sentence names the option; the rest of it is advice for programmers.
    throw usage((error as Error).message.split(/\. (?=To |Did )/)[0]!, summary)
  }
}

function clientNamed(name: string | undefined): SetupClient {
  if (name !== undefined && advisory.includes(name)) {
    const hint = 'Put the block for the system prompt into its instructions; its agent then asks should_continue.'
    throw refused('advisory', `Nothing can hold ${name} at a stop, so for it loop-gate is advisory.`, hint)
  }
  return oneOf(setupClients, name, 'the client')
}

function oneOf<Name extends string>(names: readonly Name[], given: string | undefined, what: string): Name {
  const name = names.find((each) => each === given)
  if (name === undefined) throw usage(`${what} must be one of ${names.join(', ')}.`, summary)
  return name
}
