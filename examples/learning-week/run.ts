import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { keepDiary } from './diary.ts'

const { values } = parseArgs({ options: { db: { type: 'string' }, out: { type: 'string', default: 'report.html' } } })
if (values.db !== undefined && existsSync(values.db)) throw new Error(`${values.db} is there already: the story begins without any notes.`)

const folder = mkdtempSync(join(tmpdir(), 'loop-example-'))
const report = resolve(values.out)

try {
  await keepDiary({ databaseUrl: `file:${values.db ?? join(folder, 'loop.db')}`, report, say: console.log })
  console.log(`\nThe report is in ${report}`)
} finally {
  rmSync(folder, { recursive: true })
}
