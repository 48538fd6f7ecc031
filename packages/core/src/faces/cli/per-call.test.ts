import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { shelf } from '../fixtures/shelf.ts'
import { testCommandLine } from './fixtures/command.ts'
import { gate } from './fixtures/modules.ts'

let line: ReturnType<typeof testCommandLine>
beforeEach(() => {
  line = testCommandLine([shelf, gate])
})
afterEach(() => line.close())

const answerOf = async (...words: string[]) => JSON.parse((await line.run(words)).stdout)

describe('a setting of one call', () => {
  test.each([[['--room', 'cellar']], [['--room=cellar']]])('stands behind the words of a command as %j', async (words) => {
    expect(await answerOf('shelf', 'show', '--json', ...words)).toEqual({ room: 'cellar', owner: 'nobody' })
    expect(await answerOf('shelf', 'show', '--json')).toMatchObject({ room: 'hall' })
  })

  test('is refused by its name when it is wrong', async () => {
    expect(await line.run(['shelf', 'show', '--room', 'Room 7'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^Error: A setting is wrong: SHELF_ROOM: /),
    })
  })

  test('gives way to an argument of the same name', async () => {
    expect(await answerOf('shelf', 'move', '--json', '--room', 'cellar')).toMatchObject({ room: 'hall to cellar' })
  })

  test('is never read from the value of an argument', async () => {
    const words = ['shelf', 'move', '--json', '--room', 'cellar', '--note', '--room=attic']
    expect(await answerOf(...words)).toEqual({ room: 'hall to cellar', owner: '--room=attic' })
  })

  test('holds for all that an own command calls, and leaves it its words', async () => {
    expect(await answerOf('peek', '--room', 'cellar', 'make', '--room', 'x')).toEqual({
      words: ['make', '--room', 'x'],
      room: 'cellar',
      variable: 'cellar',
      format: 'human',
    })
    expect(await answerOf('peek', '--deep')).toEqual({ words: ['--deep'], room: 'hall', variable: null, format: 'human' })
  })

  test('is explained in the help, of the program and of the commands of its module', async () => {
    const explained = /--room <value> +Which room \(SHELF_ROOM\)/
    for (const words of [['--help'], ['shelf', 'show', '--help']]) expect((await line.run(words)).stdout).toMatch(explained)
    expect((await line.run(['should-continue', '--help'])).stdout).not.toMatch('--room')
  })

  test('stands before the commands of other modules', async () => {
    expect((await line.run(['should-continue', '--room', 'cellar'])).stderr).toContain(
      '--room is for the server and stands before the command.',
    )
  })
})
