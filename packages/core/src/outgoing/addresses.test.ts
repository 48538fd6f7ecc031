import { describe, expect, it } from 'vitest'
import { mayConnect, mayReach, readAllowList } from './addresses.ts'

describe('an address that somebody else named', () => {
  it.each([
    'http://localhost/',
    'http://LOCALHOST.:4000/',
    'http://app.localhost/',
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0.0.0.0/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://172.31.255.255/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://100.64.0.1/',
    'http://198.18.0.1/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://[::]/',
    'http://[::1]/',
    'http://[::127.0.0.1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[fe80::1]/',
    'http://[fec0::1]/',
    'http://[fc00::1]/',
    'http://[fd12:3456::1]/',
    'http://[64:ff9b::a00:1]/',
    'http://[2002:a00:1::]/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'data:text/plain,x',
  ])('%s is refused', (address) => {
    expect(mayReach(new URL(address))).toBe(false)
  })

  it.each(['https://example.com/hook', 'http://8.8.8.8:8080/', 'http://172.32.0.1/', 'http://[2606:4700::1111]/', 'http://notlocalhost/'])(
    '%s may be called',
    (address) => {
      expect(mayReach(new URL(address))).toBe(true)
    },
  )
})

describe('the list of what may be reached although it is not public', () => {
  const allow = readAllowList('localhost, 10.1.0.0/16,192.168.1.7, fd00::/8 ,')

  it.each([
    ['http://localhost:1/', true],
    ['http://app.localhost/', false],
    ['http://10.1.255.1/', true],
    ['http://10.2.0.1/', false],
    ['http://192.168.1.7/', true],
    ['http://192.168.1.8/', false],
    ['http://[fd00::1]/', true],
    ['http://[fc00::1]/', false],
    ['http://[::ffff:10.1.0.1]/', true],
    ['ftp://localhost/', false],
  ])('%s: %s', (address, expected) => {
    expect(mayReach(new URL(address), allow)).toBe(expected)
  })

  it('says nothing about the addresses of a name that is not in it', () => {
    expect([mayConnect('10.1.0.1', allow), mayConnect('127.0.0.1', allow)]).toEqual([true, false])
  })

  it.each(['10.0.0.0/99', 'http://example.com', 'two words', '-x'])('refuses %s', (text) => {
    expect(() => readAllowList(text)).toThrow(expect.objectContaining({ code: 'bad_allow_list' }))
  })
})
