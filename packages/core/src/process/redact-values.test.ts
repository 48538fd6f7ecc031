import fc from 'fast-check'
import { expect, test } from 'vitest'
import { redactValues, type SecretValue, secretValuesOf, withoutCutValue } from './index.ts'

const seed = Date.now()

test('a variable that speaks of a secret holds one, if it is long enough', () => {
  const environment = {
    OPENAI_API_KEY: 'sk-0123456789',
    pgpassword: 'hunter2hunter2',
    GITHUB_TOKEN: 'short',
    HOME: '/home/somebody',
    MY_CREDENTIALS: undefined,
  }
  expect(secretValuesOf(environment)).toEqual([
    { name: 'OPENAI_API_KEY', value: 'sk-0123456789' },
    { name: 'pgpassword', value: 'hunter2hunter2' },
  ])
})

test('values are replaced by their names, the longer before what it contains', () => {
  const secrets = [
    { name: 'A_KEY', value: 'a.b*c(d)' },
    { name: 'B_KEY', value: 'xa.b*c(d)y' },
    { name: 'C_KEY', value: 'a.b*c(d)' },
  ]
  expect(redactValues('a.b*c(d) xa.b*c(d)y axb*c(d)', secrets)).toBe('[redacted:A_KEY] [redacted:B_KEY] axb*c(d)')
  expect(redactValues('as it is', [])).toBe('as it is')
})

test('the end of a value at the beginning of a cut text is taken away', () => {
  const secrets = [{ name: 'A_KEY', value: 'abcdefgh' }]
  expect(withoutCutValue('fgh and more', secrets)).toBe(' and more')
  expect(withoutCutValue('more', secrets)).toBe('more')
})

test(`no value is left, whatever stands around it and wherever the text is cut (seed ${seed})`, () => {
  const value = fc.string({ minLength: 8, maxLength: 20 }).filter((text) => !'[redacted:N]'.includes(text))
  fc.assert(
    fc.property(fc.string(), value, fc.string(), fc.nat(19), (before, secret, after, cut) => {
      const secrets: SecretValue[] = [{ name: 'N', value: secret }]
      expect(redactValues(`${before}${secret}${after}`, secrets)).toContain('[redacted:N]')
      const rest = secret.slice(Math.min(cut + 1, secret.length - 1))
      expect(withoutCutValue(rest, secrets)).toBe('')
    }),
    { seed },
  )
})
