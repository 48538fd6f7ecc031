import { expect, it } from 'vitest'
import { argvOf } from './argv-of.ts'

it.each([
  ['npm test', ['npm', 'test']],
  [' node  --test --grep=a,b test/x.mjs ', ['node', '--test', '--grep=a,b', 'test/x.mjs']],
  ['./check.sh', ['./check.sh']],
])('%s needs no shell', (command, words) => expect(argvOf(command)).toEqual(words))

it.each([
  'npm test && npm run lint',
  'node --test "a b"',
  'CI=1 npm test',
  'rm *.log',
  'echo $HOME',
  'cd packages',
  'cat ~/x',
  'a | b',
  '!x',
  '',
])('%s needs one', (command) => expect(argvOf(command)).toBeUndefined())
