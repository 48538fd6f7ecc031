import { describe, expect, it } from 'vitest'
import { patched, refusal } from './fixtures/patched-files.ts'

const diff = (...lines: string[]) => `${['--- a/f', '+++ b/f', ...lines].join('\n')}\n`
const after = async (text: string, ...lines: string[]) => (await patched({ f: text }, diff(...lines))).texts.f
const refused = (text: string, ...lines: string[]) => refusal({ f: text }, diff(...lines))
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}\n`).join('')

describe('a unified diff', () => {
  it('is placed by its text, whatever its numbers say', async () => {
    const text = numbered(50)
    const changed = text.replace('line 30\n', 'changed\n')
    for (const header of ['@@ -30,3 +30,3 @@', '@@ -1,99 +7,1 @@ function', '@@ ... @@', '@@', '@@ -0,0 +0,0 @@'])
      expect(await after(text, header, ' line 29', '-line 30', '+changed', ' line 31')).toBe(changed)
  })

  it('is placed by its numbers only among equal places', async () => {
    const text = 'a\nx\nb\na\nx\nb\n'
    expect(await after(text, '@@ -4,3 +4,3 @@', ' a', '-x', '+y', ' b')).toBe('a\nx\nb\na\ny\nb\n')
    expect(await refused(text, '@@ -3,3 +3,3 @@', ' a', '-x', '+y', ' b')).toMatchObject({ code: 'search_not_unique', lines: [1, 4] })
    expect(await refused(text, '@@ ... @@', ' a', '-x', '+y', ' b')).toMatchObject({ code: 'search_not_unique', lines: [1, 4] })
  })

  it('keeps count of how far its numbers are off', async () => {
    const text = `new\nnew\nunique\na\nx\na\nx\n`
    expect(await after(text, '@@ -1 +1 @@', '-unique', '+only', '@@ -4,2 +4,2 @@', ' a', '-x', '+y')).toBe('new\nnew\nonly\na\nx\na\ny\n')
  })

  it('may stand in prose and fences, and hold several files', async () => {
    const patch = `I will change two files:\n\n\`\`\`diff\n--- dir name/one.py\n+++ dir name/one.py\n@@ ... @@\n     x\n+    y\n\n--- two.py\n+++ two.py\n@@ ... @@\n-a\n+b\n\`\`\`\n\n- done\n+ done\n`
    const { texts } = await patched({ 'dir name/one.py': '    x\n', 'two.py': 'a\n' }, patch)
    expect(texts).toEqual({ 'dir name/one.py': '    x\n    y\n', 'two.py': 'b\n' })
  })

  it('makes, deletes and moves files', async () => {
    const patch = [
      'diff --git a/gone b/gone',
      'deleted file mode 100644',
      'index 257cc56..0000000',
      '--- a/gone',
      '+++ /dev/null',
      '@@ -1 +0,0 @@',
      '-foo',
      'diff --git a/new.sh b/new.sh',
      'new file mode 100755',
      '--- /dev/null',
      '+++ b/new.sh',
      '@@ -0,0 +1,2 @@',
      '+echo "$1"',
      '+exit',
      '\\ No newline at end of file',
      'diff --git a/old name b/new name',
      'similarity index 90%',
      'rename from old name',
      'rename to new name',
      '--- a/old name',
      '+++ b/new name',
      '@@ -1,2 +1,2 @@',
      ' a',
      '-b',
      '+c',
      'diff --git a/e1 b/e1',
      'new file mode 100644',
      'index 0000000..e69de29',
      'diff --git a/e2 b/e2',
      'deleted file mode 100644',
      'index e69de29..0000000',
      '-- ',
      '2.39.2',
      '',
    ].join('\n')
    const { texts, prepared } = await patched({ gone: 'foo\n', 'old name': 'a\nb\n', e2: '' }, patch)
    expect(texts).toEqual({ 'new.sh': 'echo "$1"\nexit', 'new name': 'a\nc\n', e1: '' })
    expect(prepared.changes.map(({ path, from, change, additions, deletions }) => [change, path, from, additions, deletions])).toEqual([
      ['deleted', 'gone', undefined, 0, 1],
      ['added', 'new.sh', undefined, 2, 0],
      ['moved', 'new name', 'old name', 1, 1],
      ['added', 'e1', undefined, 0, 0],
      ['deleted', 'e2', undefined, 0, 0],
    ])
  })

  it('reads names as git quotes them, with tabs and dates after them, and with other prefixes', async () => {
    const change = '@@ -1 +1 @@\n-a\n+b\n'
    for (const [path, header] of [
      ['ü "x"', '--- "a/\\303\\274 \\"x\\""\n+++ "b/\\303\\274 \\"x\\""'],
      ['x y', '--- a/x y\t\n+++ b/x y\t'],
      ['x', '--- x\t2024-01-01 00:00:00.000 +0000\n+++ x\t2024-01-02 00:00:00.000 +0000'],
      ['x', '--- i/x\n+++ w/x'],
      ['a/x', '--- a/x\n+++ a/x'],
    ] as const)
      expect((await patched({ [path]: 'a\n' }, `${header}\n${change}`)).texts).toEqual({ [path]: 'b\n' })
  })

  it('sets, keeps and takes away the newline at the end as it says', async () => {
    const mark = '\\ No newline at end of file'
    expect(await after('a\nb', '@@ -1,2 +1,2 @@', ' a', '-b', mark, '+b')).toBe('a\nb\n')
    expect(await after('a\nb\n', '@@ -1,2 +1,2 @@', ' a', '-b', '+b', mark)).toBe('a\nb')
    expect(await after('a\nb', '@@ -1,2 +1,2 @@', '-a', '+c', ' b', mark)).toBe('c\nb')
    expect(await after('a\nb', '@@ -1,2 +1,2 @@', '-a', '+c', ' b')).toBe('c\nb')
    expect(await after('a\nb\n', '@@ -1,2 +1,2 @@', ' a', '-b', mark, '+c', mark)).toBe('a\nc\n')
  })

  it('keeps CRLF whether its own lines have it, or not, or all of it has', async () => {
    const lines = ['@@ -1,3 +1,3 @@', ' a', '-b', '+c', '+d', ' e']
    const file = 'a\r\nb\r\ne\r\n'
    const changed = 'a\r\nc\r\nd\r\ne\r\n'
    expect(await after(file, ...lines)).toBe(changed)
    expect(await after(file, lines[0]!, ...lines.slice(1).map((line) => `${line}\r`))).toBe(changed)
    expect((await patched({ f: file }, diff(...lines).replaceAll('\n', '\r\n'))).texts.f).toBe(changed)
    expect((await patched({ f: 'a\nb\ne\n' }, diff(...lines).replaceAll('\n', '\r\n'))).texts.f).toBe('a\nc\nd\ne\n')
  })

  it('can change the ends of lines', async () => {
    expect(await after('a\nb\n', '@@ -1,2 +1,2 @@', ' a', '-b', '+b\r')).toBe('a\nb\r\n')
  })

  it('is forgiven blanks and indents as an edit is', async () => {
    expect(await after('  a  \n  b\n', '@@', ' a', '-b', '+c')).toBe('  a  \n  c\n')
    expect(await after('say(\u201cx\u201d)\nb\n', '@@', ' say("x")', '-b', '+c')).toBe('say(\u201cx\u201d)\nc\n')
  })

  it('reads a deleted line that looks like a header', async () => {
    expect(await after('-- a\nx\n', '@@ -1,2 +1,2 @@', '--- a', '+++ b', ' x')).toBe('++ b\nx\n')
    const next = ['@@ -9,2 +9,2 @@', ' y', '-z', '+Z']
    expect(await after('x\n-- a\ny\nz\n', '@@ -1,2 +1,2 @@', ' x', '--- a', '+++ b', ...next)).toBe('x\n++ b\ny\nZ\n')
  })

  it.each([
    ['no file', '@@ -1 +1 @@\n-a\n+b\n', 1],
    ['no form at all', 'hello\n', 1],
    ['a hunk without lines', diff('@@ -1 +1 @@'), 3],
    ['a line without its sign', diff('@@ -1 +1 @@', '-a', 'b'), 5],
    ['a mark before any line', diff('@@ -1 +1 @@', '\\ No newline at end of file'), 4],
    ['two names without a rename', '--- a/f\n+++ b/g\n@@ -1 +1 @@\n-a\n+b\n', 1],
    ['lines of a new file that it cannot have', '--- /dev/null\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n', 3],
    ['only a mode', 'diff --git a/f b/f\nold mode 100644\nnew mode 100755\n', 1],
    ['a binary patch', 'diff --git a/f b/f\nindex 1..2 100644\nGIT binary patch\n', 1],
    ['a link', 'diff --git a/l b/l\nnew file mode 120000\n--- /dev/null\n+++ b/l\n@@ -0,0 +1 @@\n+/etc\n', 1],
    ['a copy', 'diff --git a/f b/g\ncopy from f\ncopy to g\n', 1],
    ['nowhere to nowhere', '--- /dev/null\n+++ /dev/null\n@@ -1 +1 @@\n-a\n+b\n', 1],
    ['a hunk that is only added lines', diff('@@ -1,0 +2 @@', '+b'), 3],
    ['a change of nothing', diff('@@ -1 +1 @@', ' a'), 1],
  ])('refuses %s with the line', async (_, patch, line) => {
    expect(await refusal({ f: 'a\n' }, patch)).toEqual({ code: 'bad_patch', line })
  })

  it('refuses to make or to move onto a file that is there', async () => {
    expect(await refusal({ f: '' }, '--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+x\n')).toMatchObject({ code: 'file_exists' })
    const move = 'diff --git a/f b/g\nrename from f\nrename to g\n'
    expect(await refusal({ f: 'x', g: 'y' }, move)).toMatchObject({ code: 'file_exists', path: 'g' })
  })

  it('refuses to delete a file that holds something else', async () => {
    expect(await refusal({ f: 'a\nmore\n' }, '--- a/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n')).toMatchObject({ code: 'search_not_found' })
  })

  it('is read where the Codex form is only its content', async () => {
    expect(await after('*** Begin Patch\nx\n', '@@ -1,2 +1,2 @@', ' *** Begin Patch', '-x', '+y')).toBe('*** Begin Patch\ny\n')
  })
})
