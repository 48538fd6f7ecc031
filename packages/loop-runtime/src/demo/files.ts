/** The repository of the demo, with the bug that its tests tell of. */
export const demoFiles: Readonly<Record<string, string>> = {
  'package.json': `{
  "name": "buggy-auth-service",
  "version": "0.0.0",
  "private": true,
  "type": "module",
  "scripts": {
    "test": "node --test"
  }
}
`,
  'src/validatePassword.js': `/** Says whether a password may be used at all. */
export function validatePassword(password) {
  return typeof password === 'string' && password.length > 0
}
`,
  'test/validatePassword.test.js': `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { validatePassword } from '../src/validatePassword.js'

test('accepts a password', () => assert.equal(validatePassword('correct horse'), true))

test('refuses an empty password', () => assert.equal(validatePassword(''), false))

test('refuses a password of blanks alone', () => assert.equal(validatePassword('   '), false))

test('refuses what is not text', () => assert.equal(validatePassword(undefined), false))
`,
}
