import { expect, it } from 'vitest'
import { readWorkspaces } from './workspaces.ts'

it('a file of workspaces names folders, and says of their rules what is written there', () => {
  expect(
    readWorkspaces('workspaces:\n  api: { root: /srv/api, allowMutations: true, checks: { lint: make lint } }\n  web: { root: /srv/web }'),
  ).toEqual([
    { name: 'api', root: '/srv/api', allowMutations: true, models: [], rules: { checks: { lint: 'make lint' } } },
    { name: 'web', root: '/srv/web', allowMutations: false, models: [], rules: {} },
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
