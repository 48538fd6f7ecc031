import { expect, it } from 'vitest'
import { describeLearning, type Learner } from '../fixtures/learning.ts'
import { exported, recordsIn } from '../fixtures/portable.ts'
import { eraseLearning } from '../forget/erase.ts'
import { type Inside, importLines } from './import.ts'
import { partNames, parts } from './parts.ts'
import { records } from './records.ts'

/** Takes lines in, and is cut within one of its transactions; false where there were fewer. */
async function cutImport({ learning, now }: Learner, lines: string, at = Number.POSITIVE_INFINITY): Promise<boolean> {
  const cut = new Error('Cut.')
  let transactions = 0
  const inside: Inside = (work) =>
    learning(async (each) => {
      const result = await work(each)
      if (transactions++ === at) throw cut
      return result
    })
  return importLines(inside, { lines, first_line: 1, at: now().toISOString() }).then(
    () => false,
    (thrown) => {
      if (thrown === cut) return true
      throw thrown
    },
  )
}

/** What is there but for ids and times that are made on the way, since those of plain notes are new. */
function shapeOf(text: string): unknown[] {
  const made = /^(?:id|\w+_id|theme|recorded_at|created_at|updated_at|at|exported_at|source_ref|due)$/
  const shapes = recordsIn(text).map((record) => JSON.stringify(record, (key, value) => (made.test(key) ? undefined : value)))
  return shapes.sort()
}

describeLearning('an import', (learner) => {
  // What a database adds for itself is not among a row's own columns.
  it('knows every column that an export has', async () => {
    const tables = await learner().tables((db) => db.introspection.getTables())
    for (const part of partNames) {
      const { table, without } = parts[part]
      const columns = tables.find(({ name }) => name === table)!.columns.map(({ name }) => name)
      const left = ['learner_id', 'tenant_id', 'loop_text', ...without]
      const exported = columns.filter((name) => !left.includes(name))
      expect(
        Object.keys(records[part].shape)
          .filter((name) => name !== 'evidence')
          .sort(),
        part,
      ).toEqual(exported.sort())
    }
  })

  it('57. that is cut anywhere comes to the same when it is run again', async () => {
    const me = learner()
    for (const days of [-9, -8, -7]) await me.observe('struggle', `Brackets ${days}`, { days, topic: 'parser' })
    await me.call('record_forecast', { claim: 'It holds', probability: 0.7 })
    const note = (date: number) =>
      JSON.stringify({ kind: 'question', content: 'Why not?', observed_at: `2026-01-0${date}T10:00:00Z`, topic: 'doubt' })
    const lines = (await exported(me)) + [note(4), note(2), note(3)].join('\n')
    const anew = async (...cuts: number[]) => {
      me.pass(1)
      await me.learning(eraseLearning)
      const cut = await cutImport(me, lines, ...cuts)
      if (cut) await cutImport(me, lines)
      return { cut, shape: shapeOf(await exported(me)) }
    }
    const { shape: expected } = await anew()
    expect(expected.filter((shape) => String(shape).includes('"type":"blind_spot"'))).toHaveLength(2)
    let cuts = 0
    for (; ; cuts++) {
      const { cut, shape } = await anew(cuts)
      expect(shape, `cut at transaction ${cuts}`).toEqual(expected)
      if (!cut) break
    }
    expect(cuts).toBeGreaterThan(8)
  })
})
