import { describe, expect, it } from 'vitest'
import { patched, refusal } from './fixtures/patched-files.ts'

const codex = (...lines: string[]) => ['*** Begin Patch', ...lines, '*** End Patch', ''].join('\n')
const after = async (texts: Record<string, string>, ...lines: string[]) => (await patched(texts, codex(...lines))).texts

describe('the Codex form', () => {
  it('adds, changes and deletes in one patch', async () => {
    const texts = { 'keep.md': 'one\ntwo\n', 'gone.md': 'x\n' }
    const lines = [
      '*** Add File: deep/new.md',
      '+first',
      '+',
      '+third',
      '*** Delete File: gone.md',
      '*** Update File: keep.md',
      '@@',
      '-two',
      '+2',
    ]
    expect(await after(texts, ...lines)).toEqual({ 'keep.md': 'one\n2\n', 'deep/new.md': 'first\n\nthird\n' })
  })

  it('changes several places of one file in their order', async () => {
    const lines = ['*** Update File: a', '@@', '-b', '+B', '@@', ' c', '-d', '+D', '@@', '-f', '+F']
    expect(await after({ a: 'a\nb\nc\nd\ne\nf\n' }, ...lines)).toEqual({ a: 'a\nB\nc\nD\ne\nF\n' })
  })

  it('refuses hunks that do not come in the order of the file', async () => {
    const lines = ['*** Update File: a', '@@', '-d', '+D', '@@', '-a', '+A']
    expect(await refusal({ a: 'a\nb\nc\nd\n' }, codex(...lines))).toMatchObject({ code: 'search_not_found' })
  })

  it('moves a file into a new folder and changes it on the way', async () => {
    const lines = ['*** Update File: old/name', '*** Move to: new/dir/name', '@@', '-was', '+is']
    expect(await after({ 'old/name': 'was\n', 'old/other': 'x' }, ...lines)).toEqual({ 'new/dir/name': 'is\n', 'old/other': 'x' })
  })

  it('moves a file without a change', async () => {
    expect(await after({ a: 'x' }, '*** Update File: a', '*** Move to: b')).toEqual({ b: 'x' })
  })

  it('moves onto a file and adds over one, as its definition has it', async () => {
    expect(await after({ a: 'was\n', b: 'there' }, '*** Update File: a', '*** Move to: b', '@@', '-was', '+is')).toEqual({ b: 'is\n' })
    expect(await after({ a: 'old\n' }, '*** Add File: a', '+new')).toEqual({ a: 'new\n' })
  })

  it.each([
    ['a patch of nothing', codex(), 1],
    ['a change of nothing', codex('*** Update File: a'), 2],
    ['a hunk of nothing', codex('*** Update File: a', '@@', '*** Update File: b', '@@', '+x'), 3],
    ['an unknown marker', codex('*** Frobnicate File: a'), 2],
    ['a line without its sign', codex('*** Update File: a', '@@', 'x'), 4],
    ['a second hunk without @@', codex('*** Update File: a', '@@', '-x', '+y', '*** End of File', ' z'), 7],
    ['a patch that was cut off', '*** Begin Patch\n*** Delete File: a', 2],
    ['no marker at all', 'please change a', 1],
    ['a move on its own', codex('*** Move to: b'), 2],
    ['a file without a name', codex('*** Delete File: '), 2],
    ['an end of file before any line', codex('*** Update File: a', '@@', '*** End of File'), 3],
    ['a folder that is changed first', `cd sub && apply_patch <<'EOF'\n${codex('*** Delete File: a')}EOF`, 1],
  ])('refuses %s with the line', async (_, patch, line) => {
    expect(await refusal({ a: 'x\n' }, patch)).toEqual({ code: 'bad_patch', line })
  })

  it('refuses to change or delete what is not there', async () => {
    expect(await refusal({}, codex('*** Update File: a', '@@', '-x', '+y'))).toMatchObject({ code: 'file_not_found', path: 'a' })
    expect(await refusal({}, codex('*** Delete File: a'))).toMatchObject({ code: 'file_not_found' })
  })

  it('refuses old lines that are not there, and says what is nearest', async () => {
    const found = await refusal({ a: 'one\ntwo and a half\n' }, codex('*** Update File: a', '@@', '-two and a bit', '+3'))
    expect(found).toMatchObject({ code: 'search_not_found', nearest: { line: 2, text: 'two and a half' } })
  })

  it('writes nothing at all if a later file fails', async () => {
    const texts = { a: 'a\n' }
    expect(await refusal(texts, codex('*** Add File: new', '+x', '*** Update File: missing', '@@', '-x', '+y'))).toMatchObject({
      code: 'file_not_found',
    })
  })

  it('gives an end of file that it changes a newline, and leaves another end alone', async () => {
    expect(await after({ a: 'x\nno newline' }, '*** Update File: a', '@@', '-no newline', '+one', '+two')).toEqual({ a: 'x\none\ntwo\n' })
    expect(await after({ a: 'x\ny\nno newline' }, '*** Update File: a', '@@', '-x', '+X')).toEqual({ a: 'X\ny\nno newline' })
  })

  it('appends a hunk of + lines alone', async () => {
    expect(await after({ a: 'x\ny\n' }, '*** Update File: a', '@@', '+z', '+end')).toEqual({ a: 'x\ny\nz\nend\n' })
    expect(await after({ a: 'x\ny' }, '*** Update File: a', '@@', '+z')).toEqual({ a: 'x\ny\nz\n' })
    expect(await after({ a: 'x\r\ny' }, '*** Update File: a', '@@', '+z')).toEqual({ a: 'x\r\ny\r\nz\r\n' })
    expect(await after({ a: '' }, '*** Update File: a', '@@', '+z')).toEqual({ a: 'z\n' })
  })

  it('takes markers with blanks around them', async () => {
    const patch = '  *** Begin Patch  \n  *** Update File: a  \n@@\n-x\n+y\n *** End Patch \n'
    expect((await patched({ a: 'x\n' }, patch)).texts).toEqual({ a: 'y\n' })
  })

  it('drops a heredoc and prose around the markers', async () => {
    const patch = `Here it is:\napply_patch <<'EOF'\n${codex('*** Update File: a', '@@', '-x', '+y')}EOF\nDone.`
    expect((await patched({ a: 'x\n' }, patch)).texts).toEqual({ a: 'y\n' })
  })

  it('takes a first hunk without @@', async () => {
    expect(await after({ a: 'import foo\nx\n' }, '*** Update File: a', ' import foo', '+bar')).toEqual({ a: 'import foo\nbar\nx\n' })
  })

  it('deletes lines without putting others there', async () => {
    expect(await after({ a: '1\n2\n3\n' }, '*** Update File: a', '@@', ' 1', '-2', ' 3')).toEqual({ a: '1\n3\n' })
  })

  it('ties a hunk to the end of the file', async () => {
    const lines = ['*** Update File: a', '@@', ' x', '-y', '+z', '*** End of File']
    expect(await after({ a: 'x\ny\nx\ny\n' }, ...lines)).toEqual({ a: 'x\ny\nx\nz\n' })
    expect(await refusal({ a: 'x\ny\nend\n' }, codex(...lines))).toMatchObject({ code: 'search_not_found' })
  })

  it('takes the first place after an anchor, also a nested one or one that is cut short', async () => {
    const text = 'class A:\n  def run():\n    pass\nclass B:\n  def run():\n    pass\n'
    const changed = 'class A:\n  def run():\n    pass\nclass B:\n  def run():\n    go()\n'
    const hunk = ['-    pass', '+    go()']
    expect(await after({ a: text }, '*** Update File: a', '@@ class B:', ...hunk)).toEqual({ a: changed })
    expect(await after({ a: text }, '*** Update File: a', '@@ class B', '@@ def run():', ...hunk)).toEqual({ a: changed })
    expect(await refusal({ a: text }, codex('*** Update File: a', '@@ def run():', ...hunk))).toMatchObject({
      code: 'search_not_unique',
      lines: [3, 6],
    })
    expect(await refusal({ a: text }, codex('*** Update File: a', '@@ class C:', ...hunk))).toMatchObject({ code: 'search_not_found' })
  })

  it('reads a blank line as context that lost its blank, but not between the parts of a patch', async () => {
    const lines = ['*** Update File: a', '@@', ' x', '', '-y', '+z', '', '*** Delete File: b', '']
    expect(await after({ a: 'x\n\ny\n', b: '' }, ...lines)).toEqual({ a: 'x\n\nz\n' })
  })

  it('forgives typographic dashes and leaves those of untouched lines', async () => {
    const { texts, prepared } = await patched(
      { a: 'import asyncio  # local import \u2013 avoids\u00a0top\u2011level dep\n# \u201ckeep\u201d\n' },
      codex('*** Update File: a', '@@', '-import asyncio  # local import - avoids top-level dep', '+import asyncio', ' # "keep"'),
    )
    expect(texts).toEqual({ a: 'import asyncio\n# \u201ckeep\u201d\n' })
    expect(prepared.changes[0]).toMatchObject({ match: 'typographic', additions: 1, deletions: 1 })
  })

  it('keeps CRLF and unicode', async () => {
    expect(await after({ 'ö/日本.txt': 'ä\r\nö\r\nü\r\n' }, '*** Update File: ö/日本.txt', '@@', ' ä', '-ö', '+🙂')).toEqual({
      'ö/日本.txt': 'ä\r\n🙂\r\nü\r\n',
    })
  })

  it('is read where a diff is only its content', async () => {
    expect(await after({}, '*** Add File: p.diff', '+--- a/x', '++++ b/x', '+@@ -1 +1 @@')).toEqual({
      'p.diff': '--- a/x\n+++ b/x\n@@ -1 +1 @@\n',
    })
  })
})
