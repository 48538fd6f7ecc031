import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineModule } from '../../module.ts'
import { operation } from '../../operation.ts'
import { text } from '../../text.ts'
import { testCommandLine } from './fixtures/command.ts'

/** Answers with its own name and its input. */
function echo(name: string, words: { command?: string; shortcut?: string }) {
  return operation({
    ...words,
    kind: 'effect',
    roles: ['user'],
    name,
    title: name,
    summary: 'Say it again. Then call get_story.',
    input: z.object({ id: text(9).optional() }),
    output: z.looseObject({}),
    run: async ({ id }) => ({ called: name, id }),
  })
}

const stories = defineModule({
  name: 'stories',
  title: 'Stories',
  operations: [
    echo('claim_story', { shortcut: 'claim' }),
    echo('get_story', {}),
    echo('list_keys', { command: 'key list', shortcut: 'keys list' }),
    echo('list_audit', { shortcut: 'audit' }),
    echo('look_around', { command: 'story look', shortcut: 'doctor' }),
  ],
})
const chores = defineModule({
  name: 'chores',
  title: 'Chores',
  operations: [echo('claim_chore', { shortcut: 'claim' }), echo('do_chore', { command: 'audit' })],
})

let alone: ReturnType<typeof testCommandLine>
let both: ReturnType<typeof testCommandLine>
beforeAll(() => {
  alone = testCommandLine([stories])
  both = testCommandLine([stories, chores])
})
afterAll(async () => {
  await alone.close()
  await both.close()
})

describe('a shortcut', () => {
  const calledBy = async (line: typeof alone, words: string) => JSON.parse((await line.run([...words.split(' '), '--json'])).stdout).called

  test.each([
    ['claim', 'claim_story'],
    ['story claim', 'claim_story'],
    ['keys list', 'list_keys'],
    ['key list', 'list_keys'],
    ['audit', 'list_audit'],
    ['audit list', 'list_audit'],
  ])('calls what its command calls: %s', async (words, name) => {
    expect(await calledBy(alone, words)).toBe(name)
  })

  test('takes what its command takes', async () => {
    expect((await alone.run(['claim', '--id', '7'])).stdout).toBe((await alone.run(['story', 'claim', '--id', '7'])).stdout)
  })

  test.each([
    ['stories claim', 'claim_story'],
    ['chores claim', 'claim_chore'],
    ['keys list', 'list_keys'],
    ['audit', 'do_chore'],
    ['stories audit', 'list_audit'],
  ])('gives way where another module has the words: %s', async (words, name) => {
    expect(await calledBy(both, words)).toBe(name)
  })

  test('of two modules needs the name of one', async () => {
    expect(await both.run(['claim'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Say which: ') })
    expect((await both.run(['claim'])).stderr).toContain('stories claim, chores claim.')
  })

  test('is refused where the module has the words already', () => {
    const operations = [echo('claim_story', { shortcut: 'claim' }), echo('take_story', { command: 'claim' })]
    expect(() => defineModule({ name: 'stories', title: 'Stories', operations })).toThrow(
      'claim_story and take_story both claim "command stories claim".',
    )
  })

  test('is no word that every program has', async () => {
    expect((await alone.run(['doctor'])).stdout).toContain('node')
  })
})

describe('help', () => {
  test('lists it beside the command', async () => {
    expect((await alone.run(['story', '--help'])).stdout).toContain('claim       Say it again. (also: claim)\n')
    expect((await alone.run(['key', '--help'])).stdout).toContain('list        Say it again. (also: keys list)\n')
    expect((await both.run(['story', '--help'])).stdout).toContain('claim       Say it again. (also: stories claim)\n')
  })

  test('does not list it twice', async () => {
    const { stdout } = await alone.run(['--help'])
    expect(stdout).toMatch(/Commands:\n {2}story +claim, get, look\n {2}key +list\n {2}audit +list\n/)
  })

  test('names it behind the summary of the command, and explains it like the command', async () => {
    expect((await alone.run(['story', 'claim', '-h'])).stdout).toContain('Then call "story get".\n\nShorter: loop-test claim\n')
    const { stdout } = await alone.run(['claim', '-h'])
    expect(stdout).toContain('Usage: loop-test claim [options]\n\nSay it again. Then call "story get".\n')
    expect(stdout).not.toContain('Shorter')
  })
})

test('a shell is told of it', async () => {
  expect((await alone.run(['complete', '--', 'cl'])).stdout).toBe('claim\tSay it again.\n:4\n')
  expect((await alone.run(['complete', '--', 'claim', '--i'])).stdout).toContain('--id')
})
