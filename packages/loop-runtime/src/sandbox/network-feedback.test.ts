import { expect, it } from 'vitest'
import { networkFeedback } from './network-feedback.ts'

const contained = { kind: 'bubblewrap', network: 'none' } as const

it.each([
  'Error: connect ECONNREFUSED 127.0.0.1:5432',
  'getaddrinfo EAI_AGAIN packages.example.org',
  'socket.gaierror: [Errno -3] Temporary failure in name resolution',
  'dial tcp: lookup example.com: no such host',
  'curl: (6) Could not resolve host: example.com',
  'java.net.UnknownHostException: example.com',
  'OSError: [Errno 101] Network is unreachable',
])('%j names the option that gives a command the network', (output) => {
  expect(networkFeedback(contained, output)).toContain('--sandbox-network host')
})

it('other failures, and commands that had the network, are told nothing', () => {
  expect(networkFeedback(contained, 'expected 1 to be 2')).toBeUndefined()
  expect(networkFeedback({ kind: 'bubblewrap', network: 'host' }, 'ECONNREFUSED')).toBeUndefined()
  expect(networkFeedback({ kind: 'none', network: 'host', reason: 'switched off' }, 'ECONNREFUSED')).toBeUndefined()
})
