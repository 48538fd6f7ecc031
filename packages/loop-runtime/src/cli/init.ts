import { lstat, realpath } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type CommandDefinition, readOptions } from 'loop-core'
import { readUnlinked } from 'loop-core/workspace'
import { offeredCommands } from '../task/scripts.ts'
import { fileThere, folderMissing } from './refusals.ts'
import { isFolder, writeWhole } from './write-pieces.ts'

const options = { workspace: { type: 'string' }, out: { type: 'string' }, force: { type: 'boolean' } } as const

/** Writes a first task file for a workspace. */
export const init: CommandDefinition = {
  name: 'init',
  summary: `Write a task file with every setting and its default, and the test and typecheck scripts of package.json.
--workspace DIR  the folder to work in, the present one unless given
--out FILE       DIR/forloop.task.yaml unless given
--force          replace a file that is there`,
  async run(words, { environment, stdout }) {
    const { workspace, out, force = false } = readOptions(words, options)
    const folder = resolve(workspace ?? (environment.LOOP_WORKSPACE || '.'))
    if (!(await isFolder(folder))) throw folderMissing(folder)
    const path = out === undefined ? join(folder, 'forloop.task.yaml') : resolve(out)
    // Also a link that leads nowhere is there.
    if (!force && (await lstat(path).catch(() => undefined))) throw fileThere(path)
    // It reads YAML, which no other way of starting should wait for.
    const { taskText } = await import('../task/init-text.ts')
    await writeWhole(path, [taskText({ workspace: folder, ...offeredCommands(await packageJson(folder)) })])
    stdout.write(`Created ${path}\n`)
    return 0
  },
}

async function packageJson(folder: string): Promise<string | undefined> {
  const read = readUnlinked(await realpath(folder), 'package.json', 1_048_576)
  return typeof read === 'string' ? undefined : read.toString('utf8')
}
