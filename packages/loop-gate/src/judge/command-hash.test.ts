import { expect, it } from 'vitest'
import { type Command, commandHash } from './command-hash.ts'

const command: Command = { run: ['npm', 'test'], cwd: '.', env: { A: '1', B: '2' }, paths: ['src/**'], counts: 'auto' }
const hash = commandHash(command)

it('a command has a name of its own, whatever the order of its environment', () => {
  expect(hash).toMatch(/^[0-9a-f]{64}$/)
  expect(commandHash({ ...command, env: { B: '2', A: '1' } })).toBe(hash)
})

it.each<Partial<Command>>([
  { run: ['npm', 'tes', 't'] },
  { run: ['npm test'] },
  { cwd: 'web' },
  { env: { A: '1' } },
  { env: { A: '2', B: '1' } },
  { paths: [] },
  { counts: 'none' },
])('another one has another name: %j', (change) => {
  expect(commandHash({ ...command, ...change })).not.toBe(hash)
})
