import { type CommandDefinition, readOptions, usage } from 'loop-core'
import type { Started } from '../policy/init.ts'
import { type Profile, profiles } from '../words.ts'

/** Writes a first policy for the folder in which it is called. */
export const init: CommandDefinition = {
  name: 'init',
  summary: `Write .loop/gate.yaml for this project, with the commands by which it can be checked. Nothing counts until you accept it.
--profile self-report  judge the agent by what it says; no command is named`,
  async run(words, { environment, print }) {
    const { profile } = readOptions(words, { profile: { type: 'string' } })
    // It reads YAML, which no other way of starting should wait for.
    const { startPolicy } = await import('../policy/init.ts')
    const started = await startPolicy(environment.LOOP_WORKSPACE || process.cwd(), profileOf(profile))
    await print(answerOf(started), () => inWords(started))
    return 0
  },
}

function profileOf(word: string | undefined): Profile | undefined {
  const profile = profiles.find((each) => each === word)
  if (word !== undefined && profile === undefined) throw usage(`--profile is ${profiles.join(' or ')}.`)
  return profile
}

const next = 'loop-gate policy accept'

function answerOf({ path, policy }: Started) {
  return { file: path, mode: policy.mode, profile: policy.profile, commands: commandsOf(policy), next }
}

function inWords({ path, policy }: Started): string {
  const commands = commandsOf(policy).map(({ id, run }) => `  ${id}: ${run.join(' ')}`)
  const list = commands.length === 0 ? ['It names no command.'] : ['It names these commands, of which none has run:', ...commands]
  return [`Wrote ${path}, in mode ${policy.mode}.`, ...list, `Read it, change what is wrong, then accept it: ${next}`].join('\n')
}

function commandsOf({ criteria }: Started['policy']) {
  return criteria.flatMap((criterion) => (criterion.kind === 'command' ? [{ id: criterion.id, run: criterion.run }] : []))
}
