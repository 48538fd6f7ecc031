import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runProcess, temporaryFolder } from '../fixtures/process.ts'
import { writeFiles } from './write-files.ts'

const fixtures = join(import.meta.dirname, '../formats/fixtures')

describe('the command export', () => {
  it('writes what was imported as it was, and replaces a file only with --force', async () => {
    const cwd = temporaryFolder()
    cpSync(join(fixtures, 'taskmaster'), join(cwd, '.taskmaster/tasks'), { recursive: true })
    await runProcess(['import', '.taskmaster'], { cwd })
    const first = await runProcess(['export', '--format', 'taskmaster', '--out', 'out'], { cwd })
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining('1 files written to out') })
    const written = join(cwd, 'out/.taskmaster/tasks/tasks.json')
    expect(JSON.parse(readFileSync(written, 'utf8'))).toEqual(JSON.parse(readFileSync(join(fixtures, 'taskmaster/tasks.json'), 'utf8')))
    writeFileSync(written, 'mine')
    const second = await runProcess(['export', '--format', 'taskmaster', '--out', 'out'], { cwd })
    expect(second).toMatchObject({ code: 1, out: '', err: expect.stringContaining('--force') })
    expect(readFileSync(written, 'utf8')).toBe('mine')
    const forced = await runProcess(['export', '--format', 'taskmaster', '--out', 'out', '--force', '--json'], { cwd })
    expect(JSON.parse(forced.out)).toMatchObject({ files: ['.taskmaster/tasks/tasks.json'] })
    expect(readFileSync(written, 'utf8')).not.toBe('mine')
  })

  it('says what is wrong with how it was typed', async () => {
    const cwd = temporaryFolder()
    const wrong = await runProcess(['export', '--format', 'excel', '--out', 'x'], { cwd })
    expect(wrong).toMatchObject({ code: 2, out: '', err: expect.stringContaining('taskmaster, backlog, beads, loop') })
    expect(existsSync(join(cwd, 'x'))).toBe(false)
    expect(await runProcess(['export', '--format', 'loop', '-h'], { cwd })).toMatchObject({
      code: 0,
      out: expect.stringContaining('--out DIR'),
    })
  })
})

describe('writing files', () => {
  const file = (path: string) => ({ path, content: 'text' })

  it.each(['../x.md', 'a/../../x.md', '.git/config.yml', 'run.sh', 'tasks/.GIT/x.md', '..\\x.md'])(
    'refuses %s and writes nothing',
    async (path) => {
      const folder = join(temporaryFolder(), 'out')
      await expect(writeFiles(folder, [file('good.md'), file(path)], true)).rejects.toMatchObject({ code: 'not_writable' })
      expect(readdirSync(folder)).toEqual([])
    },
  )

  it('takes an absolute path as one beneath the folder', async () => {
    const folder = temporaryFolder()
    expect(await writeFiles(folder, [file('/etc/tasks.json')], false)).toEqual(['etc/tasks.json'])
  })

  it('writes through no link, neither of a folder nor of a file', async () => {
    const folder = temporaryFolder()
    const outside = temporaryFolder()
    mkdirSync(join(folder, 'inner'))
    symlinkSync(outside, join(folder, 'tasks'))
    symlinkSync(join(folder, 'inner'), join(folder, 'linked'))
    symlinkSync(join(outside, 'x.md'), join(folder, 'x.md'))
    for (const path of ['tasks/a.md', 'linked/a.md', 'x.md'])
      await expect(writeFiles(folder, [file(path)], true)).rejects.toMatchObject({ code: 'not_writable' })
    expect(readdirSync(outside)).toEqual([])
  })

  it('gives names safe characters and at most 120 of them, and refuses two that become one', async () => {
    const folder = temporaryFolder()
    const [long, odd] = await writeFiles(folder, [file(`${'x'.repeat(300)}.md`), file('a:\u001b[31m"b"\n?.md')], false)
    expect(long).toHaveLength(120)
    expect(long).toMatch(/\.md$/)
    expect(odd).toBe('a--[31m-b---.md')
    await expect(writeFiles(folder, [file('A?.md'), file('a*.md')], false)).rejects.toMatchObject({ code: 'not_writable' })
  })
})
