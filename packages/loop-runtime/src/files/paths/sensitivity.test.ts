import { expect, test } from 'vitest'
import { sensitivityOf } from './sensitivity.ts'

const text = (content: string) => Buffer.from(content)
const verifies = (path: string) => sensitivityOf(path, null, text('x')).verifier

test.each([
  'src/a.test.ts',
  'a.spec.jsx',
  'A.Test.TS',
  'test/helper.js',
  'packages/a/tests/data.json',
  'src/__tests__/a.js',
  'pkg/a_test.go',
  'tests_of/test_a.py',
  'conftest.py',
  'tsconfig.json',
  'packages/a/tsconfig.build.json',
  'vitest.config.mts',
  'jest.config.js',
  '.mocharc.cjs',
  'pytest.ini',
  'Makefile',
  'wdio.conf.ts',
  'noxfile.py',
  'phpunit.xml.dist',
  '.rspec',
])('%s says whether the work is right', (path) => {
  expect(verifies(path)).toBe(true)
})

test.each(['src/a.ts', 'src/testing.ts', 'contest.md', 'latest/a.js', 'src/attest.js', 'tsconfig.md', 'package-lock.json'])(
  '%s is the work',
  (path) => {
    expect(verifies(path)).toBe(false)
  },
)

test('of a package.json the scripts and the settings of runners count', () => {
  const before = text('{"version":"1","scripts":{"test":"vitest"},"jest":{"bail":true}}')
  const verifier = (after: string) => sensitivityOf('packages/a/package.json', before, text(after)).verifier
  expect(verifier('{"version":"2","jest":{"bail":true},"scripts":{"test":"vitest"}}')).toBe(false)
  expect(verifier('{"version":"1","scripts":{"test":"true"},"jest":{"bail":true}}')).toBe(true)
  expect(verifier('{"version":"1","scripts":{"test":"vitest"}}')).toBe(true)
  expect(verifier('{')).toBe(true)
  expect(sensitivityOf('package.json', before, null).verifier).toBe(true)
  expect(sensitivityOf('package.json', null, text('{"name":"new"}')).verifier).toBe(false)
})

test.each([
  '.github/workflows/ci.yml',
  '.GitHub/Workflows/x',
  '.gitlab-ci.yml',
  '.circleci/config.yml',
  'Jenkinsfile',
  'azure-pipelines.yml',
])('%s is run by a build server', (path) => {
  expect(sensitivityOf(path, null, null).escalated).toBe(true)
})

test('other files of a build server are not escalated', () => {
  expect(sensitivityOf('.github/CODEOWNERS', null, null).escalated).toBe(false)
})
