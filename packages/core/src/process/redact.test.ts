import fc from 'fast-check'
import { expect, test } from 'vitest'
import { redactSecrets } from './index.ts'

const seed = Date.now()
const body = 'A1b2C3d4E5f6G7h8I9j0'

test.each([
  ['a key of ours', `key lc_${body} used`, 'key [redacted] used'],
  ['a key of a model provider', `sk-ant-api03-${body}`, '[redacted]'],
  ['a GitHub token', `ghp_${body} github_pat_${body}`, '[redacted] [redacted]'],
  ['an AWS key id', 'id=AKIAIOSFODNN7EXAMPLE', 'id=[redacted]'],
  ['a Slack, GitLab and npm token', `xoxb-${body} glpat-${body} npm_${body}`, '[redacted] [redacted] [redacted]'],
  ['a JSON web token', `eyJhbGciOiJI.eyJzdWIiOiIx.${body}`, '[redacted]'],
  ['a bearer', `Authorization: Bearer ${body}`, 'Authorization: Bearer [redacted]'],
  ['basic credentials', 'authorization: Basic dXNlcjpwYXNz', 'authorization: Basic [redacted]'],
  ['a password in an address', 'postgres://loop:hunter2@db/loop', 'postgres://loop:[redacted]@db/loop'],
  ['an assignment', 'password=hunter2 next', 'password=[redacted] next'],
  ['an assignment with quotes', `MY_API_KEY = "two words" next`, 'MY_API_KEY = [redacted] next'],
  ['an assignment whose quote was cut off', `client_secret='two wor`, 'client_secret=[redacted]'],
  ['a flag', '--token=abc --port=1', '--token=[redacted] --port=1'],
  ['a line of YAML', 'password: hunter2', 'password: [redacted]'],
  ['a value of JSON', '{"apiKey": "a\\"b", "port": 1}', '{"apiKey": "[redacted]", "port": 1}'],
])('%s is masked', (_title, text, masked) => {
  expect(redactSecrets(text)).toBe(masked)
})

const pem = `-----BEGIN RSA PRIVATE KEY-----\nMIIE${body}\n${body}==\n-----END RSA PRIVATE KEY-----`

test('a private key is masked whole', () => {
  expect(redactSecrets(`before\n${pem}\nafter`)).toBe('before\n[redacted]\nafter')
})

test('a private key of which only one half is there is masked too', () => {
  expect(redactSecrets(pem.slice(0, -20))).toBe('[redacted]')
  expect(redactSecrets(`${pem.slice(40)}\nafter`)).toBe('[redacted]\nafter')
})

test('ordinary output stays as it is', () => {
  const text =
    'Tests  3 passed | 1 failed\n  ✓ token is refused (5 ms)\n  calc_total_price_of_everything\n  tokens=120 if (token == null) https://a.example:80/x@y task-runner'
  expect(redactSecrets(text)).toBe(text)
})

test(`a key is masked whatever stands around it (seed ${seed})`, () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom('password=', 'token = "', 'Bearer ', '://', '@', '"', "'", '-----BEGIN PRIVATE KEY-----', '\n'),
  )
  const around = fc.array(piece).map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(around, fc.stringMatching(/^[A-Za-z0-9]{20}$/), around, (before, key, after) => {
      expect(redactSecrets(`${before} lc_${key} ${after}`)).not.toContain(key)
    }),
    { seed, numRuns: 500 },
  )
})
