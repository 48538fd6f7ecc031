import fastCheck from 'fast-check'
import { expect, it } from 'vitest'
import { labelOf } from './label.ts'

it.each([
  ['npm test -- --run src/basket.test.ts', 'npm test'],
  ['cd "/home/anna/my shop" && npm run build', 'npm run'],
  ['TOKEN=abc NODE_ENV="a b" cargo test', 'cargo test'],
  ['./gradlew check', '… check'],
  ['node scripts/build.mjs', 'node …'],
  ['git show 5b0a8a2e7a', 'git show'],
  ['kill 4711', 'kill …'],
  ['echo "what I think of Bert"', 'echo …'],
  ['curl https://anna:secret@example.com', 'curl …'],
  ['  make  ', 'make'],
  ['', 'Bash'],
])('a command is known by what is surely none of its content: %s', (command, label) => {
  expect(labelOf('Bash', command)).toBe(label)
})

it('a tool without a command is known by its name, and one without a name not at all', () => {
  expect(labelOf('mcp__loop__claim', undefined)).toBe('mcp__loop__claim')
  expect(labelOf('<b>', 'npm test')).toBeUndefined()
  expect(labelOf('', 'npm test')).toBeUndefined()
})

it('is short, whatever the command', () => {
  fastCheck.assert(fastCheck.property(fastCheck.string({ maxLength: 5_000 }), (command) => labelOf('Bash', command)!.length <= 85))
})
