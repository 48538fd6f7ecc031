import { type CommandDefinition, readOptions, usage } from 'loop-core'
import type { ExportPage } from '../portable/export.ts'
import { writeFile } from './write-file.ts'

/** Writes everything that is known of the caller into a file. */
export const exportCommand: CommandDefinition = {
  name: 'export',
  summary: `Write all your notes, blind spots, nudges, forecasts, reviews and settings to a file, one a line as JSON; never a key.
--out FILE  what to write; a file that is there is replaced`,
  async run(words, { caller, print, signal }) {
    const { out } = readOptions(words, { out: { type: 'string' } })
    if (out === undefined) throw usage('export needs --out FILE.')
    let lines = 0
    const page = async (next: ExportPage['next']) =>
      (await caller.call('export_learning_page', next ? { next } : {}, { signal })) as ExportPage
    async function* pieces() {
      let next: ExportPage['next']
      do {
        const { lines: some, next: following } = await page(next)
        for (const line of some) yield `${line}\n`
        lines += some.length
        next = following
      } while (next)
    }
    await writeFile(out, pieces())
    await print({ out, lines }, () => `${lines} lines written to ${out}`)
    return 0
  },
}
