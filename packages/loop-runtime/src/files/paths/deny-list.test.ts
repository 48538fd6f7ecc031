import { expect, test } from 'vitest'
import { denyList } from './deny-list.ts'

const denies = denyList([], [])

test.each([
  '.git',
  '.git/config',
  '.GIT/hooks/pre-commit',
  'packages/a/.git',
  'GIT~1/config',
  '.gi\u200ct/config',
  '.env',
  '.ENV',
  'a/.env',
  '.env.local',
  '.env.production/x',
  '.env.example.local',
  'certs/server.pem',
  'server.KEY',
  'a.key/inner',
  'id_rsa',
  'home/id_ed25519.pub',
  '.npmrc',
  '.netrc',
  '.git-credentials',
  '.forloop/state.sqlite',
  '.forloop',
])('%j may be neither read nor written', (path) => {
  expect([denies(path, 'read'), denies(path, 'write')]).toEqual([true, true])
})

test.each([
  'node_modules/a/index.js',
  'Node_Modules',
  '.mcp.json',
  '.loop/gate.yaml',
  '.claude/settings.json',
  'a/.cursor/rules',
  '.vscode/tasks.json',
  '.idea/workspace.xml',
  '.husky/pre-commit',
  '.hu\u017f\u212ay/pre-commit',
  '.gitmodules',
  'forloop.task.yaml',
])('%j may be read and not written', (path) => {
  expect([denies(path, 'read'), denies(path, 'write')]).toEqual([false, true])
})

test.each([
  '.env.example',
  '.env.sample',
  'a/.env.template',
  '.env.local.example',
  '.environment',
  'env',
  '.gitignore',
  '.github/workflows/ci.yml',
  'src/git/config',
  'keys.ts',
  'pem',
  'my_id_rsa',
  'loop/a.ts',
  'src/node_modules.ts',
])('%j may be read and written', (path) => {
  expect([denies(path, 'read'), denies(path, 'write')]).toEqual([false, false])
})

test('what is added is matched at any depth, with all below it, without case and however its letters are composed', () => {
  const added = denyList(['secrets', 'config/*.yaml', 'Gru\u0308n/**', './a/b/'], [])
  for (const path of ['secrets', 'x/SECRETS/y', 'config/a.yaml', 'x/config/b.YAML', 'gr\u00fcn/x', 'a/b/c'])
    expect(added(path, 'read')).toBe(true)
  for (const path of ['secret', 'config/x/a.yaml', 'a/c']) expect(added(path, 'read')).toBe(false)
})

test('what is allowed is taken away from both lists, and only what is named', () => {
  const allowed = denyList(['docs/**'], ['.env.test', 'node_modules/patched/**', 'docs/open.md'])
  expect(allowed('.env.test', 'write')).toBe(false)
  expect(allowed('.env.test/.env', 'read')).toBe(true)
  expect(allowed('.env', 'read')).toBe(true)
  expect(allowed('node_modules/patched/a.js', 'write')).toBe(false)
  expect(allowed('node_modules/other/a.js', 'write')).toBe(true)
  expect([allowed('docs/open.md', 'read'), allowed('docs/other.md', 'read')]).toEqual([false, true])
})
