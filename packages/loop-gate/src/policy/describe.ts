import { visible } from 'loop-core/yaml'
import type { CommandCriterion, Criterion, Policy } from './policy.ts'

/** Everything that a policy would do, in lines for the person who is asked to accept it: nothing is cut, and nothing hides. */
export function describePolicy({ mode, profile, max_blocks, criteria, protected: guarded, protected_action }: Policy): string[] {
  return [
    `mode ${mode}, profile ${profile}, at most ${max_blocks} refused stops in a row`,
    `protected (${protected_action}): ${listed(guarded)}`,
    criteria.length === 0 ? 'It names no criterion.' : 'criteria:',
    ...criteria.flatMap(describeCriterion),
  ].map(visible)
}

function describeCriterion(criterion: Criterion): string[] {
  const { id, title, required, paths } = criterion
  const name = `  ${id}${title === id ? '' : ` – ${title}`}${required ? '' : ' (not required)'}`
  const files = paths.length === 0 ? [] : [`    files: ${listed(paths)}`]
  return [name, ...what(criterion).map((line) => `    ${line}`), ...files]
}

function what(criterion: Criterion): string[] {
  switch (criterion.kind) {
    case 'command':
      return command(criterion)
    case 'forbid':
      return [`no changed file contains ${criterion.patterns.map((pattern) => JSON.stringify(pattern)).join(', ')}`]
    case 'fact':
      return [`fact ${criterion.fact} ${criterion.op} ${JSON.stringify(criterion.value)}`]
    case 'human':
      return ['a person confirms it']
    case 'git_clean':
      return ['nothing is uncommitted']
  }
}

function command({ run, cwd, env, timeout_seconds, on_stop, counts }: CommandCriterion): string[] {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${word(value)}`)
  return [
    `runs: ${run.map(word).join(' ')}`,
    `in ${word(cwd)}, at most ${timeout_seconds} s, ${on_stop === 'run' ? 'also by the stop hook' : 'when asked for'}`,
    ...(variables.length === 0 ? [] : [`with ${variables.join(' ')}`]),
    ...(counts.startsWith('junit:') ? [`counts from ${word(counts.slice('junit:'.length))}`] : []),
  ]
}

function listed(words: readonly string[]): string {
  return words.map(word).join(' ')
}

/** As it would be typed; in quotes where its ends could not be seen. */
function word(text: string): string {
  return /^[\w@%+=:,./*{}-]+$/.test(text) ? text : JSON.stringify(text)
}
