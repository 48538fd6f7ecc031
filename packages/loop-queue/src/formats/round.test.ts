import { describe, expect, it } from 'vitest'
import { fixture } from './fixtures/files.ts'
import { imported } from './fixtures/memory-queue.ts'
import { formats } from './index.ts'

describe('an export of what was imported and not touched', () => {
  it('is the same text, for Backlog.md', () => {
    const files = fixture('backlog-project')
    const document = formats.backlog.read(files, {})
    const written = formats.backlog.write(imported(document, 'backlog'))
    const kept = files.filter(({ path }) => !/archive\/tasks/.test(path))
    expect(Object.fromEntries(written.files.map(({ path, content }) => [path, content]))).toEqual(
      Object.fromEntries(kept.map(({ path, content }) => [path, content])),
    )
  })

  it('is the same JSON, for task-master', () => {
    const files = fixture('taskmaster')
    const written = formats.taskmaster.write(imported(formats.taskmaster.read(files, {}), 'taskmaster', true))
    expect(JSON.parse(written.files[0]!.content)).toEqual(JSON.parse(files[0]!.content))
  })

  it('is the same JSON without what was skipped, for beads', () => {
    const files = fixture('beads')
    const written = formats.beads.write(imported(formats.beads.read(files, {}), 'beads', true))
    const lines = (text: string) =>
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    const kept = lines(files[0]!.content).filter(
      ({ _type, status, issue_type }) => _type !== 'memory' && status !== 'tombstone' && issue_type !== 'message',
    )
    expect(written.files.map(({ path }) => path)).toEqual(['issues.jsonl'])
    expect(lines(written.files[0]!.content)).toEqual(kept)
  })

  it.each(['backlog-project', 'taskmaster', 'beads'] as const)('goes through our own format, and back to %s', (folder) => {
    const name = folder === 'backlog-project' ? 'backlog' : folder
    const files = fixture(folder)
    const first = imported(formats[name].read(files, {}), name)
    const loopFile = formats.loop.write(first).files
    const read = formats.loop.read(loopFile, {})
    expect(read.problems).toEqual([])
    const second = imported(read, 'loop')
    expect(formats.loop.write(second).files).toEqual(loopFile)
    expect(formats[name].write(second).files).toEqual(formats[name].write(first).files)
  })
})
