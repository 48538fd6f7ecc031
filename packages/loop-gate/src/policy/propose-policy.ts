import type { Profile } from '../words.ts'
import { guardsOf } from './guards.ts'
import { type Proposal, proposeForCargo, proposeForPackage, proposeForPython } from './proposals.ts'

/** The names of the files that tell how a project is checked. */
export const tellingFiles = [
  'package.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'bun.lockb',
  'tsconfig.json',
  'Cargo.toml',
  'clippy.toml',
  '.clippy.toml',
  'pyproject.toml',
  'pytest.ini',
  'ruff.toml',
  '.ruff.toml',
  'mypy.ini',
  '.mypy.ini',
] as const

/** The contents of those that are there. */
export type TellingFiles = Readonly<Partial<Record<(typeof tellingFiles)[number], string>>>

/** Writes a policy for a project, with words for whoever reads one for the first time. */
export function proposePolicy(files: TellingFiles, profile: Profile = 'evidence'): string {
  const proposals = [...proposeForPackage(files), ...proposeForCargo(files), ...proposeForPython(files)]
  return `${[...head, ...(profile === 'self-report' ? selfReport : [...protectedOf(proposals), '', ...criteriaOf(proposals)])].join('\n')}\n`
}

const head = [
  '# yaml-language-server: $schema=../node_modules/loop-gate/schema/gate.schema.json',
  '# When may an agent stop here? Nothing of this counts until a person accepts it: loop-gate policy accept',
  'version: 1',
  '',
  '# off: do nothing. shadow: only record what would have happened. warn: tell you. enforce: hold the agent.',
  'mode: shadow',
]

const selfReport = [
  '',
  '# The agent is judged by what it says of its own work; no command runs.',
  'profile: self-report',
  '# A stop needs an approved should_continue.',
  'require_call: true',
]

const example = [
  '# Nothing was found to check this project with. One criterion looks like this:',
  '#   - id: test',
  '#     title: Tests pass',
  '#     run: [make, test]',
  'criteria: []',
]

function criteriaOf(proposals: readonly Proposal[]): string[] {
  if (proposals.length === 0) return example
  const explained = [
    '# What must have passed on exactly the files that are there now. No shell: a command is a list of words.',
    '# Add paths: ["src/**", "test/**"] to one that is about these files alone.',
    'criteria:',
  ]
  return [...explained, ...inOrder(proposals).flatMap(linesOf)]
}

/** A command proves as little as the files that say what it does: whoever changes them is seen. */
function protectedOf(proposals: readonly Proposal[]): string[] {
  const guards = guardsOf(proposals)
  if (guards.length === 0) return []
  return [
    '',
    '# These files say what the commands below do. You are told once a session if one of them changed.',
    '# To be asked before a stop with such a change, or with a changed test: add "test/**", and protected_action: block.',
    `protected: [${guards.map((glob) => `"${glob}"`).join(', ')}]`,
  ]
}

/** Two languages in one project both have tests; the second id says which. */
function inOrder(proposals: readonly Proposal[]): Proposal[] {
  const ids = proposals.map(({ id }) => id)
  return proposals.map((proposal, index) =>
    ids.indexOf(proposal.id) < index ? { ...proposal, id: `${proposal.id}-${proposal.run[0]}` } : proposal,
  )
}

function linesOf({ id, title, run, counted }: Proposal): string[] {
  const lines = [`  - id: ${id}`, `    title: ${title}`, `    run: [${run.join(', ')}]`]
  return counted ? [...lines, '    min_tests: 1 # at least one test must really have run'] : lines
}
