import { chmodSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { diskFiles, textsBelow } from './fixtures/disk-files.ts'
import { MemoryFiles } from './fixtures/patched-files.ts'
import { parsePatch } from './parse/parse-patch.ts'
import { preparePatch } from './prepare.ts'
import { settlePatch } from './settle.ts'
import { undoPatch, writePatch } from './write.ts'

const patch = `*** Begin Patch
*** Add File: new/file
+new
*** Update File: edited
@@
-a
+b
*** Delete File: deleted
*** Update File: tool.sh
*** Move to: bin/tool
@@
-old
+new
*** End Patch
`
const before = { edited: 'a\n', deleted: 'd\r\n', 'tool.sh': 'old\n' }
const after = { edited: 'b\n', 'new/file': 'new\n', 'bin/tool': 'new\n' }

/** Fails at the n-th write or removal, before or after it happened. */
class FailingFiles extends MemoryFiles {
  left: number
  readonly when: 'before' | 'after'
  isBroken = false

  constructor(texts: Record<string, string>, left: number, when: 'before' | 'after') {
    super(texts)
    this.left = left
    this.when = when
  }

  override async write(path: string, bytes: Buffer, mode: number | null): Promise<void> {
    await this.#perhaps(() => super.write(path, bytes, mode))
  }

  override async remove(path: string): Promise<void> {
    await this.#perhaps(() => super.remove(path))
  }

  async #perhaps(act: () => Promise<void>): Promise<void> {
    const fails = --this.left === 0
    if (this.isBroken || (fails && this.when === 'before')) throw new Error('disk')
    await act()
    if (fails) throw new Error('disk')
  }
}

const prepared = async (files = new MemoryFiles(before)) => preparePatch(files, parsePatch(patch))

describe('writing a patch', () => {
  it('writes nothing while it is prepared', async () => {
    const files = new MemoryFiles(before)
    await prepared(files)
    expect(files.texts()).toEqual(before)
  })

  it('writes every file, and undo restores every byte and mode', async () => {
    const root = temporaryFolder()
    const files = diskFiles(root)
    for (const [path, text] of Object.entries(before)) await files.write(path, Buffer.from(text), null)
    chmodSync(join(root, 'tool.sh'), 0o755)
    chmodSync(join(root, 'deleted'), 0o600)
    const { effects } = await preparePatch(files, parsePatch(patch))
    await writePatch(files, effects)
    expect(textsBelow(root)).toEqual(after)
    expect(statSync(join(root, 'bin/tool')).mode & 0o777).toBe(0o755)
    await undoPatch(files, effects)
    expect(textsBelow(root)).toEqual(before)
    expect(statSync(join(root, 'tool.sh')).mode & 0o777).toBe(0o755)
    expect(statSync(join(root, 'deleted')).mode & 0o777).toBe(0o600)
  })

  it.each([1, 2, 3, 4, 5].flatMap((left) => [[left, 'before'] as const, [left, 'after'] as const]))(
    'leaves nothing behind if the write number %i fails %s it happened',
    async (left, when) => {
      const files = new FailingFiles(before, left, when)
      const { effects } = await prepared(files)
      await expect(writePatch(files, effects)).rejects.toThrow('disk')
      expect(files.texts()).toEqual(before)
    },
  )

  it('names what could not be put back', async () => {
    const files = new FailingFiles(before, 2, 'after')
    const { effects } = await prepared(files)
    const write = writePatch(files, effects)
    files.isBroken = false
    files.remove = async () => {
      throw new Error('worse')
    }
    await expect(write).rejects.toMatchObject({ kind: 'internal', details: { paths: ['new/file'] } })
  })

  it('is refused if a file changed since it was prepared', async () => {
    const files = new MemoryFiles(before)
    const { effects } = await prepared(files)
    files.contents.set('edited', Buffer.from('other'))
    await expect(writePatch(files, effects)).rejects.toMatchObject({ kind: 'conflict', details: { paths: ['edited'] } })
    expect(files.texts()).toEqual({ ...before, edited: 'other' })
  })
})

describe('undoing a patch', () => {
  it.each(['edited', 'new/file', 'bin/tool'])('is refused if %s changed since, and touches nothing', async (path) => {
    const files = new MemoryFiles(before)
    const { effects } = await prepared(files)
    await writePatch(files, effects)
    files.contents.set(path, Buffer.from('later'))
    await expect(undoPatch(files, effects)).rejects.toMatchObject({ code: 'undo_conflict', details: { paths: [path] } })
    expect(files.texts()).toEqual({ ...after, [path]: 'later' })
  })

  it('is refused if a deleted file is there again', async () => {
    const files = new MemoryFiles(before)
    const { effects } = await prepared(files)
    await writePatch(files, effects)
    files.contents.set('deleted', Buffer.from('again'))
    await expect(undoPatch(files, effects)).rejects.toMatchObject({ code: 'undo_conflict', details: { paths: ['deleted'] } })
  })

  it('puts back what a move wrote over', async () => {
    const files = new MemoryFiles({ a: 'a\n', b: 'b\n' })
    const { effects } = await preparePatch(files, parsePatch('*** Begin Patch\n*** Update File: a\n*** Move to: b\n*** End Patch\n'))
    await writePatch(files, effects)
    expect(files.texts()).toEqual({ b: 'a\n' })
    await undoPatch(files, effects)
    expect(files.texts()).toEqual({ a: 'a\n', b: 'b\n' })
  })
})

describe('settling a patch whose writing was cut short', () => {
  it.each([0, 1, 2, 3, 4, 5])('finds the way to the end after %i of five writes', async (count) => {
    const files = new FailingFiles(before, count + 1, 'before')
    const { effects } = await prepared(files)
    // Killed rather than failed: nobody takes back what was written.
    for (const effect of effects.slice(0, count)) {
      if (effect.after) files.contents.set(effect.path, effect.after)
      else files.contents.delete(effect.path)
    }
    files.left = 0
    expect(await settlePatch(files, effects)).toEqual({ outcome: count === 0 ? 'applied' : count === 5 ? 'done' : 'finished' })
    expect(files.texts()).toEqual(after)
  })

  it('touches nothing if a file is neither as before nor as after', async () => {
    const files = new MemoryFiles(before)
    const { effects } = await prepared(files)
    files.contents.set('new/file', Buffer.from('somebody'))
    files.contents.delete('tool.sh')
    expect(await settlePatch(files, effects)).toEqual({ outcome: 'unknown', paths: ['new/file'] })
    expect(files.texts()).toEqual({ edited: 'a\n', deleted: 'd\r\n', 'new/file': 'somebody' })
  })
})
