import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Action, actions, type Transition, transitions } from '../packages/loop-ctl/src/story.ts'
import type { AgentStatus } from '../packages/loop-ctl/src/words.ts'
import type { Generated } from './operation-lists.ts'

const begin = '<!-- The part from here on is written by `pnpm gen` from packages/loop-ctl/src/story.ts; do not edit. -->'
const end = '<!-- The generated part ends here. -->'

/** The page about loop-ctl with the ladders of a story, drawn and told from the table by which they are judged. */
export function transitionsPage(root: string): Generated {
  const path = join(root, 'docs/loop-ctl.md')
  const page = readFileSync(path, 'utf8')
  const [from, to] = [page.indexOf(begin), page.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${path} has lost the two lines between which the transitions stand.`)
  return {
    path,
    content: `${page.slice(0, from)}${begin}\n\n${[...diagram(), '', ...steps(), '', ...refusals()].join('\n')}\n\n${page.slice(to)}`,
  }
}

function diagram(): string[] {
  return [
    '```mermaid',
    'stateDiagram-v2',
    '  state "agent_status" as agent {',
    '    [*] --> pending',
    ...edges(({ from, to, verified, identity }) => (verified?.to ? [] : takenFrom({ from, identity }).map((step) => [step, to ?? step]))),
    '  }',
    '  state "verified_status" as verdict {',
    '    [*] --> unverified',
    ...edges(({ verified: { from = [], to } = {} }) => (to ? from.map((step) => [step, to]) : [])),
    '  }',
    '```',
  ]
}

/** One arrow for all actions that lead from here to there. */
function edges(pairsOf: (transition: Transition) => string[][]): string[] {
  const arrows = new Map<string, Action[]>()
  for (const action of actions)
    for (const [from, to] of pairsOf(transitions[action])) {
      const arrow = `${from} --> ${to}`
      arrows.set(arrow, [...(arrows.get(arrow) ?? []), action])
    }
  return [...arrows].map(([arrow, names]) => `    ${arrow}: ${names.join(', ')}`)
}

/** On the first two steps nobody is assigned, so that what only the assignee may do is not done there. */
function takenFrom({ from, identity }: Pick<Transition, 'from' | 'identity'>): readonly AgentStatus[] {
  return identity === 'assignee' ? from.filter((step) => step !== 'pending' && step !== 'contracted') : from
}

const identities: Readonly<Record<Transition['identity'], string>> = {
  linked: 'any key that stands for an agent',
  assignee: 'the assigned agent',
  other: 'an agent that is not the assigned one',
  'other or person': 'an agent that is not the assigned one, or a person',
}

function steps(): string[] {
  const rows = actions.map((action) => {
    const { roles, identity, from, orVerified, to, verified, event, means } = transitions[action]
    const origin = [
      takenFrom({ from, identity }).join(', '),
      orVerified ? 'or verified' : '',
      verified && !verified.to ? 'not verified' : '',
    ]
      .filter(Boolean)
      .join(', ')
    return [`\`${action}\``, means, roles.join(', '), identities[identity], origin, verified?.to ?? to ?? 'stays', `\`${event}\``]
  })
  return table(['action', 'what it does', 'role of the key, exactly', 'who', 'from', 'to', 'event'], rows)
}

function refusals(): string[] {
  const rows = actions.flatMap((action) => {
    const { elsewhere, blocked, statuses } = transitions[action]
    if (!elsewhere) return []
    const { code, hint, ...named } = elsewhere
    const status = String(statuses?.elsewhere ?? 409)
    const own = Object.entries(named).map(([step, refusal]) => [`\`${action}\``, step, status, `\`${refusal.code}\``, refusal.hint])
    const self = blocked ? [[`\`${action}\``, 'by the assigned agent', '409', `\`${blocked}\``, 'Use a key of another agent.']] : []
    return [...own, [`\`${action}\``, own.length > 0 ? 'any other step' : 'any step but its own', status, `\`${code}\``, hint], ...self]
  })
  return table(['action', 'where', 'status', '`error.code`', 'what to do'], rows)
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)]
}
