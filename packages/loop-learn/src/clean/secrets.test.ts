import { expect, it } from 'vitest'
import { findSecrets, redact } from './secrets.ts'

const pem = (type: string, lines: number) => `-----BEGIN ${type}-----\n${`${'Ab1/'.repeat(16)}\n`.repeat(lines)}-----END ${type}-----`
/** Put together here, so that nothing that looks like a key of somebody stands in a file. */
const of = (...parts: string[]) => parts.join('')

async function redacted(text: string): Promise<string> {
  return redact(text, await findSecrets(text)).text
}

it.each([
  ['an access key of AWS', of('AKIA', 'IOSFODNN7EXAMPLE'), 'aws-access-key-id'],
  ['a token of GitHub', of('ghp_', 'a1B2c3D4e5f6G7h8I9j0a1B2c3D4e5f6G7h8'), 'github'],
  ['a token of Slack', of('xoxb-', '123456789012-1234567890123-abcdefghijklmnopqrstuvwx'), 'slack'],
  ['a key of Anthropic', of('sk-ant-', 'api03-abcdefgh1234'), 'anthropic-key'],
  ['a JWT', of('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0In0.', 'c2lnbmF0dXJl'), 'jwt'],
  ['an encrypted JWT', of('eyJhbGciOiJkaXIifQ', '..', 'aXZpdml2aXY.Y2lwaGVy.dGFn'), 'jwt'],
  ['a PEM block', pem('RSA PRIVATE KEY', 2), 'private-key'],
  ['a long PEM block', pem('OPENSSH PRIVATE KEY', 2_000), 'private-key'],
  ['a PGP block', pem('PGP PRIVATE KEY BLOCK', 2), 'private-key'],
  ['a key of Loop', of('lc_', 'abcdefghijklmnop1234'), 'loop-key'],
  ['a bearer', of('Bearer ', 'abc123def456'), 'bearer'],
  ['a password in an address', of('postgres://', 'u:p@h'), 'url-password'],
])('39. redacts %s and keeps the sentence around it', async (_, secret, type) => {
  const { text, redactions } = redact(`Before ${secret} and after`, await findSecrets(`Before ${secret} and after`))
  expect({ text, redactions }).toEqual({ text: `Before [redacted:${type}] and after`, redactions: 1 })
})

it.each([
  ['DB_PASSWORD=hunter2hunter2 x', 'DB_PASSWORD=[redacted:password] x'],
  ['"api_key": "abcdefgh", "b": 1', '"api_key": [redacted:password], "b": 1'],
  ["token = 'one two three'; x", 'token = [redacted:password]; x'],
  ['AWS_SECRET_ACCESS_KEY: wJalrXUtnFEMI/K7MDENG', 'AWS_SECRET_ACCESS_KEY: [redacted:password]'],
  ['https://me:secret@host.example/path?a=b', '[redacted:url-password]/path?a=b'],
])('redacts what stands behind a name: %j', async (text, expected) => {
  expect(await redacted(text)).toBe(expected)
})

it.each([
  'AKIA is how such ids begin',
  'ghp_ is the prefix, xoxb- another, sk-ant- a third',
  'eyJ is how JSON begins in base64',
  '-----BEGIN PUBLIC KEY----- is harmless',
  'lc_short, or lc_ alone',
  'The bearer of bad news, and bearer certificates',
  'postgres://localhost:5432/loop and https://example.com/@me',
  'password = short, the token of my esteem, secret:none',
  'I forgot the password again',
])('leaves %j alone', async (text) => {
  expect(await redacted(text)).toBe(text)
})

it('redacts once where two kinds overlap, and both where they only touch', async () => {
  const token = of('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0In0.', 'c2lnbmF0dXJl')
  expect(await redacted(`token=${token}#tail`)).toBe('token=[redacted:password]')
  expect(await redacted(`${of('lc_', 'abcdefghijklmnop')} ${token}`)).toBe('[redacted:loop-key] [redacted:jwt]')
})

it('hides what follows a PEM block that is cut off', async () => {
  expect(await redacted('My key: -----BEGIN PRIVATE KEY-----\nAbCd\nEf')).toBe('My key: [redacted:private-key]')
})

it.each(['-----BEGIN PRIVATE KEY-----', 'token=', 'token= "', 'bearer ', 'ab://a:b', 'lc_', 'eyJ12345678.', ' ', 'a'])(
  'comes to an end with half a million of %j',
  async (piece) => {
    expect((await redacted(piece.repeat(500_000 / piece.length))).length).toBeLessThanOrEqual(500_100)
  },
)
