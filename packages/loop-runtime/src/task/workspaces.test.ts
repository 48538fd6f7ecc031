import { expect, it } from 'vitest'
import { repositoryTools } from '../words.ts'
import { readWorkspaces } from './workspaces.ts'

it('a file of workspaces names folders with their defaults', () => {
  expect(
    readWorkspaces('workspaces:\n  api: { root: /srv/api, allowMutations: true, checks: { lint: make lint } }\n  web: { root: /srv/web }'),
  ).toEqual([
    expect.objectContaining({
      name: 'api',
      root: '/srv/api',
      allowMutations: true,
      checks: { lint: 'make lint' },
      security: expect.objectContaining({ allowedTools: [...repositoryTools, 'repo_run_check'] }),
    }),
    expect.objectContaining({ name: 'web', testCommand: 'npm test', allowMutations: false, sandbox: 'auto', models: [] }),
  ])
})

it.each([
  [
    'a misspelt key',
    'workspaces: { a: { root: /a, allowMutation: true } }',
    'workspaces.a.allowMutation is unknown; did you mean allowMutations?',
  ],
  ['no root', 'workspaces: { a: {} }', 'workspaces.a.root is missing'],
  ['a name that is none', 'workspaces: { A/b: { root: /a } }', 'workspaces.A/b must begin with a small letter'],
  ['no workspace', 'workspaces: {}', 'workspaces must have 1 to 100 workspaces'],
])('one with %s is refused', (_, text, said) => {
  expect(() => readWorkspaces(text)).toThrow(said)
})
