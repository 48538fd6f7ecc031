import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CommandDefinition, CommandSurroundings } from 'loop-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeLearning, type Learner } from '../fixtures/learning.ts'
import { exported, recordsIn, timeless } from '../fixtures/portable.ts'
import { exportCommand } from './export.ts'
import { importCommand } from './import.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loop-learn-commands-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs a command for a learner and gives what it prints to a person. */
async function run(command: CommandDefinition, { call }: Learner, ...words: string[]): Promise<string> {
  let printed = ''
  const print: CommandSurroundings['print'] = async (_, inWords) => {
    printed = inWords!()
  }
  expect(await command.run(words, { caller: { call }, print } as unknown as CommandSurroundings)).toBe(0)
  return printed
}

describeLearning('export and import on the command line', (learner) => {
  it('write a file that only its owner may read, and take it back after an erasure', async () => {
    const me = learner()
    for (const days of [-3, -2, -1]) await me.observe('struggle', `Await ${days}`, { days, topic: 'async' })
    const out = join(folder, `${me.id}.ndjson`)
    const before = await exported(me)
    const lines = recordsIn(before).length
    expect(await run(exportCommand, me, '--out', out)).toBe(`${lines} lines written to ${out}`)
    expect(timeless(readFileSync(out, 'utf8'))).toBe(timeless(before))
    expect((statSync(out).mode & 0o777).toString(8)).toBe('600')
    me.pass(1)
    await me.call('erase_everything', { confirm: 'erase everything' })
    expect(await run(importCommand, me, out)).toContain('observations: 3')
    expect(timeless(await exported(me))).toBe(timeless(before))
    expect(await run(importCommand, me, out)).toContain('Nothing new.')
  })

  it('take a file in pieces, and number its lines as they stand there', async () => {
    const me = learner()
    const path = join(folder, `${me.id}.ndjson`)
    const note = (index: number) =>
      JSON.stringify({
        kind: 'question',
        content: `Why ${index}?`,
        observed_at: `2020-01-0${index + 1}T00:00:00Z`,
        more: 'x'.repeat(60_000),
      })
    writeFileSync(path, [...Array.from({ length: 9 }, (_, index) => note(index)), ' '.repeat(999_999), 'no note', note(0)].join('\n'))
    expect(await run(importCommand, me, path)).toBe(
      'observations: 9\nskipped, for it is there already or belongs to nothing: 1\nlines that could not be used: 1\n  line 11 is no JSON object of a note',
    )
  })

  it('say what is wrong with a path, and leave nothing behind', async () => {
    const me = learner()
    await expect(run(exportCommand, me, '--out', join(folder, 'none', 'x'))).rejects.toMatchObject({ code: 'usage' })
    await expect(run(importCommand, me, join(folder, 'none'))).rejects.toMatchObject({ code: 'usage' })
    await expect(run(importCommand, me)).rejects.toMatchObject({ code: 'usage' })
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })
})
