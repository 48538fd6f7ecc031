import { describe, expect, it } from 'vitest'
import { failureOf } from './failure.ts'
import { nextTry } from './mail-job.ts'
import { messageIdOf } from './message.ts'
import { smtpOptions } from './smtp.ts'

describe('the address of a mail server', () => {
  it('gives all that a connection needs, and asks for encryption', () => {
    expect(smtpOptions('smtp://me%40there:p%20w@mail.example')).toEqual({
      pool: true,
      maxConnections: 2,
      maxRequeues: 0,
      host: 'mail.example',
      port: 587,
      secure: false,
      requireTLS: true,
      auth: { user: 'me@there', pass: 'p w' },
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      dnsTimeout: 10_000,
      socketTimeout: 30_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    expect(smtpOptions('smtps://mail.example')).toMatchObject({ port: 465, secure: true })
  })

  it.each(['localhost', '127.0.0.1', '127.8.9.1', '[::1]'])('asks for none on this machine: %s', (host) => {
    expect(smtpOptions(`smtp://${host}:25`)).toMatchObject({ requireTLS: false, port: 25 })
  })

  it.each(['127.0.0.1.example.com', 'localhost.example.com', '[::2]', '10.0.0.1'])('is not fooled by %s', (host) => {
    expect(smtpOptions(`smtp://${host}`).requireTLS).toBe(true)
  })

  it('can make timeouts shorter, never longer, and change nothing else', () => {
    const query = 'socketTimeout=500&greetingTimeout=99999999&connectionTimeout=x&requireTLS=false&disableFileAccess=false'
    expect(smtpOptions(`smtp://mail.example?${query}`)).toMatchObject({
      socketTimeout: 500,
      greetingTimeout: 10_000,
      connectionTimeout: 10_000,
      requireTLS: true,
      disableFileAccess: true,
    })
  })
})

describe('a mail that did not go out', () => {
  it.each([
    [
      { code: 'EENVELOPE', responseCode: 451 },
      { code: '451', final: false },
    ],
    [
      { code: 'EENVELOPE', responseCode: 550 },
      { code: '550', final: true },
    ],
    [
      { code: 'EMESSAGE', responseCode: 554 },
      { code: '554', final: true },
    ],
    [{ code: 'EENVELOPE' }, { code: 'EENVELOPE', final: true }],
    [
      { code: 'EAUTH', responseCode: 535 },
      { code: '535', final: false },
    ],
    [
      { code: 'ECONNECTION', responseCode: 554 },
      { code: '554', final: false },
    ],
    [{ code: 'ETIMEDOUT' }, { code: 'ETIMEDOUT', final: false }],
    [{ code: 'ETLS' }, { code: 'ETLS', final: false }],
    [new Error('Something'), { code: 'EUNKNOWN', final: false }],
  ])('%j is %j', (error, failure) => {
    expect(failureOf(error)).toEqual(failure)
  })

  it('is tried again after 1, 5, 25, 120 and 600 minutes', () => {
    const at = new Date('2026-01-05T12:00:00.000Z')
    const pauses = [1, 2, 3, 4, 5, 6].map((attempts) => nextTry(attempts, at) && (nextTry(attempts, at)!.getTime() - at.getTime()) / 60_000)
    expect(pauses).toEqual([1, 5, 25, 120, 600, undefined])
  })
})

describe('the id of a mail', () => {
  it.each([
    ['Loop <loop@queue.example>', '<e.m@queue.example>'],
    ['loop@queue.example', '<e.m@queue.example>'],
    ['"a@b" <loop@queue.example> ', '<e.m@queue.example>'],
  ])('from %s is %s', (sender, id) => {
    expect(messageIdOf({ event_id: 'e', member_id: 'm' }, sender)).toBe(id)
  })

  it('holds no characters that mean something in a header', () => {
    expect(messageIdOf({ event_id: 'e', member_id: 'sso|7>\r\nX: 1' }, 'loop@queue.example')).toBe('<e.sso_7___X__1@queue.example>')
  })
})
