import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../fixtures/temporary-folder.ts'
import { git, makeWorkspace } from '../fixtures/workspace.ts'
import { walkNames } from './walk-names.ts'

const seed = Date.now()

const name = fc.constantFrom('a', 'b', 'ab', 'a.log', 'b.txt', 'A', 'a b', '[a]')
const path = fc
  .array(name, { minLength: 1, maxLength: 3 })
  .map((parts) => parts.map((part, index) => (index < parts.length - 1 ? `d${part}` : part)).join('/'))
const pattern = fc.oneof(
  name,
  fc.constantFrom(
    '*',
    '*.log',
    '/a',
    'da/',
    '/da/',
    'da/*',
    '!a',
    '!*.log',
    '!da/',
    '**/b',
    'da/**',
    '# a',
    '',
    ' ',
    '\\!a',
    'a ',
    '?',
    '[ab]',
    'da/**/a',
    '/*',
    '!/da',
    'd[a]/b',
  ),
)
const rules = fc.array(pattern, { maxLength: 5 })

test(`the walker leaves out what git leaves out (seed ${seed})`, async () => {
  const repository = join(temporaryFolder(), 'git')
  git(dirname(repository), 'init', '-q', '--bare', '--template=', repository)
  const folders = fc.uniqueArray(fc.constantFrom('', 'da/', 'db/', 'da/db/', 'd[a]/', 'da b/'), { maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(
      fc.array(path, { maxLength: 12 }),
      folders,
      fc.array(rules, { minLength: 3, maxLength: 3 }),
      async (paths, places, texts) => {
        const ruleFiles = places.map((place, index) => [`${place}.gitignore`, texts[index]!.join('\n')])
        const { root } = await makeWorkspace(Object.fromEntries([...paths.map((file) => [file, '']), ...ruleFiles]))
        const walked = (await walkNames(root)).names.sort()
        git(root, 'init', '-q')
        const known = git(root, 'ls-files', '-z', '--others', '--exclude-standard').split('\0').filter(Boolean).sort()
        expect(walked).toEqual(known)
      },
    ),
    { seed, numRuns: 40 },
  )
})
