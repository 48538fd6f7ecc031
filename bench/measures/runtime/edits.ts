import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { samplePatches, withoutIndentOfNew } from '../../../packages/loop-runtime/src/patch/fixtures/imperfect-patches.ts'
import type { Connection } from '../../lib/protocol.ts'
import { repository } from '../../lib/repository.ts'
import type { Row, Section } from '../../lib/row.ts'
import { absentRow, connectFilesystem, filesystemTitle, howToInstall } from '../../lib/runtime-peers.ts'
import { loop, runtimeBin } from '../../lib/servers.ts'
import { connectStdio } from '../../lib/stdio-client.ts'
import { callTool, closeAll, era } from '../../lib/tools.ts'

const [count, seed] = [200, 20261122]
const patches = samplePatches(count, seed)
type Patch = (typeof patches)[number]

interface Landed {
  asMeant: number
  /** Something was written, and it is not what was meant. */
  wrong: number
  /** The same where blanks, quotes and line ends do not count. */
  wrongText: number
}

/** Edits as models write them: where they land, over stdio. */
export async function measureEdits(): Promise<Section> {
  const root = repository({ f: 'x\n' })
  const ours = await connectStdio(loop(runtimeBin, { LOOP_WORKSPACE: root, LOOP_RUNTIME_ALLOW_MUTATIONS: '1' }), era)
  const theirs = await connectFilesystem(root)
  const edits = await landed(root, ({ edits: asked }) => callTool(ours, 'repo_apply_patch', { edits: asked }))
  const unified = await landed(root, ({ unified: patch }) => callTool(ours, 'repo_apply_patch', { patch }))
  const peer = theirs && (await landed(root, (patch) => theirEdit(theirs, root, patch)))
  await closeAll(theirs ? [ours, theirs] : [ours])
  return {
    title: `${count} imperfect edits, repo_apply_patch / edit_file of ${filesystemTitle}`,
    rows: [...rowsOf('edits', edits, peer), ...rowsOf('unified diffs with wrong line numbers', unified, peer)],
    notes,
  }
}

const notes = [
  `Made with seed ${seed}: one changed line with up to three around it, with blanks added or lost at line ends, indented deeper, or plain quotes; half of the files have CRLF.`,
  'As meant: the whole file is what it should be, but for the indent of new lines. Wrong in more than blanks: also where blanks, quotes and line ends do not count.',
  'edit_file takes search and replace alone, so it is given the same edits in both parts.',
  howToInstall,
]

function theirEdit(server: Connection, root: string, { edits }: Patch): Promise<unknown> {
  const [{ search, replace }] = edits
  return callTool(server, 'edit_file', { path: join(root, 'f'), edits: [{ oldText: search, newText: replace }] })
}

async function landed(root: string, apply: (patch: Patch) => Promise<unknown>): Promise<Landed> {
  const file = join(root, 'f')
  const sum: Landed = { asMeant: 0, wrong: 0, wrongText: 0 }
  for (const patch of patches) {
    writeFileSync(file, patch.before)
    await apply(patch).catch(() => {})
    const after = readFileSync(file, 'utf8')
    const isAsMeant = withoutIndentOfNew(after) === withoutIndentOfNew(patch.meant)
    const isWrong = !isAsMeant && after !== patch.before
    sum.asMeant += Number(isAsMeant)
    sum.wrong += Number(isWrong)
    sum.wrongText += Number(isWrong && inEssence(after) !== inEssence(patch.meant))
  }
  return sum
}

function inEssence(text: string): string {
  return text.replaceAll(/[“”]/g, '"').replaceAll(/[ \t\r]+/g, '')
}

function rowsOf(form: string, ours: Landed, theirs: Landed | undefined): Row[] {
  const higher = { text: 'higher', kept: theirs !== undefined && ours.asMeant > theirs.asMeant }
  const row = (measure: string, field: keyof Landed, limit?: Row['limit']): Row => ({
    ...(theirs ? { measure, theirs: `${theirs[field]} of ${count}` } : absentRow(measure)),
    ours: `${ours[field]} of ${count}`,
    ...(limit && { limit }),
  })
  return [
    row(`${form}: as meant`, 'asMeant', higher),
    row('  applied, and wrong', 'wrong', { text: '0', kept: ours.wrong === 0 }),
    row('  of these in more than blanks', 'wrongText'),
  ]
}
