import { stat } from 'node:fs/promises'
import { LoopError } from 'loop-core'
import { readFolder, readPayload } from './breakdown-files.ts'
import { command } from './command.ts'
import type { Failure } from './json-file.ts'
import { projectOf } from './project.ts'
import { usage } from './usage.ts'

export const importProject = command({
  name: 'import',
  takes: 'PATH [options]',
  summary: `Bring epics and stories into a project, all or nothing.
PATH  a file such as an export writes, or a folder of epic_<number>/us_<number>.json
--merge  also update what is there; statuses stay
--project P  which project: id, slug or name`,
  options: { merge: { type: 'boolean' } },
  most: 1,
  async run(typed) {
    const { words, values, call, print } = typed
    const [path] = words
    if (path === undefined) throw usage('This needs a PATH: a file or a folder.')
    const breakdown = await readBreakdown(path)
    const project_id = await projectOf(typed)
    await print(await call('import_project', { project_id, ...breakdown, ...(values.merge && { merge: true }) }))
  },
})

async function readBreakdown(path: string): Promise<object> {
  const stats = await stat(path).catch(() => undefined)
  if (stats === undefined) throw usage(`There is no file or folder ${path}.`)
  const failures: Failure[] = []
  const breakdown = stats.isDirectory() ? await readFolder(path, failures) : await readPayload(path, failures)
  if (failures.length > 0) throw unreadable(failures)
  if (Array.isArray(breakdown.epics) && breakdown.epics.length === 0)
    throw usage('There is nothing to import.', ['A folder holds epic_<number>/us_<number>.json.'])
  return breakdown
}

/** One sentence for each file, so that all can be mended at once. */
function unreadable(failures: readonly Failure[]): LoopError {
  const hints = failures.map(({ path, problem }) => `${path} ${problem}`)
  const message = `${failures.length === 1 ? 'A file' : `${failures.length} files`} cannot be understood; nothing was imported.`
  return new LoopError('invalid_input', message, { code: 'usage', hints, details: { files: failures } })
}
