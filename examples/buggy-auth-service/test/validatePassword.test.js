import assert from 'node:assert/strict'
import { test } from 'node:test'
import { validatePassword } from '../src/validatePassword.js'

test('accepts a password', () => assert.equal(validatePassword('correct horse'), true))

test('refuses an empty password', () => assert.equal(validatePassword(''), false))

test('refuses a password of blanks alone', () => assert.equal(validatePassword('   '), false))

test('refuses what is not text', () => assert.equal(validatePassword(undefined), false))
