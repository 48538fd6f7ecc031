import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { XMLValidator } from 'fast-xml-parser'
import { afterAll, expect, it } from 'vitest'
import { describeLearning, type Learner } from '../fixtures/learning.ts'
import { day } from '../words.ts'
import { report } from './report.ts'
import { trajectory } from './trajectory.ts'

const folder = mkdtempSync(join(tmpdir(), 'loop-files-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a command finds around it, with what it prints. */
function surroundings({ call }: Learner) {
  const printed: unknown[] = []
  const stdout = new Writable({
    write(chunk, _, done) {
      printed.push(String(chunk))
      done()
    },
  })
  const print = async (answer: unknown) => void printed.push(answer)
  const around = { caller: { call }, print, stdout, signal: new AbortController().signal } as never
  return { around, printed }
}

describeLearning('commands that write files', (learner, kind) => {
  it('draw the trajectory, or print it', async () => {
    const { around, printed } = surroundings(learner())
    const path = join(folder, `${kind}.svg`)
    expect(await trajectory.run(['--svg', path, '--weeks', '3'], around)).toBe(0)
    const svg = readFileSync(path, 'utf8')
    expect(XMLValidator.validate(svg)).toBe(true)
    expect(svg.match(/>W\d\d</g)).toHaveLength(3)
    await trajectory.run([], around)
    expect(printed).toEqual([`Wrote ${path}\n`, { trajectory: expect.objectContaining({ direction: 'too_early' }) }])
    await expect(trajectory.run(['--weeks', 'many'], around)).rejects.toMatchObject({ kind: 'invalid_input' })
  })

  it('write the report, whole or not at all', async () => {
    const me = learner({ LOOP_HOSTED: '1' })
    await me.observe('completion', 'The login works')
    me.pass(7 * day)
    await me.call('loop_session_end')
    const { around } = surroundings(me)
    const path = join(folder, `${kind}.html`)
    expect(await report.run(['--out', path], around)).toBe(0)
    expect(readFileSync(path, 'utf8')).toMatch(/Week 2026-W02[\s\S]*The login works[\s\S]*<\/html>\n$/)
    await expect(report.run([], around)).rejects.toMatchObject({ code: 'usage' })
    await expect(report.run(['--out', join(folder, 'none', 'x.html')], around)).rejects.toMatchObject({ code: 'usage' })
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })
})
