import { describe, expect, it } from 'vitest'
import { patched, refusal } from './fixtures/patched-files.ts'

/** What one edit makes of a text, and what had to be forgiven. */
async function edited(text: string | Buffer, search: string, replace: string): Promise<[string, string]> {
  const { texts, prepared } = await patched({ f: text }, [{ path: 'f', search, replace }])
  return [texts.f!, prepared.changes[0]!.match]
}
const refused = (text: string | Buffer, search: string, replace = 'x') => refusal({ f: text }, [{ path: 'f', search, replace }])

describe('an edit', () => {
  it('replaces a text within a line, and a line', async () => {
    expect(await edited('one\ntwo\nthree\n', 'w', 'W')).toEqual(['one\ntWo\nthree\n', 'exact'])
    expect(await edited('one\ntwo\nthree\n', 'two\n', 'new\n')).toEqual(['one\nnew\nthree\n', 'exact'])
  })

  it('replaces literally, whatever the replacement looks like', async () => {
    expect(await edited('a X b\n', 'X', "$& $1 $$ $` $' \\1")).toEqual(["a $& $1 $$ $` $' \\1 b\n", 'exact'])
  })

  it('49. refuses a text that stands in several places with their lines, overlapping ones too', async () => {
    expect(await refused('line1\nline2\nline1\nline3\n', 'line1\n')).toEqual({
      code: 'search_not_unique',
      path: 'f',
      lines: [1, 3],
      places: 2,
    })
    expect(await refused('aaa', 'aa')).toMatchObject({ code: 'search_not_unique', lines: [1, 1] })
    expect(await refused('    line1\n    line2\n    line1\n', 'line1\n  line2')).toMatchObject({ code: 'search_not_found' })
  })

  it('tries no further level where one level has several places', async () => {
    expect(await refused('  a\nb\n a\nb\n', 'a\nb\n')).toMatchObject({ code: 'search_not_unique', lines: [1, 3] })
  })

  it('says where the nearest place is and how like it is', async () => {
    const text = 'function first() {\n  return 1\n}\nfunction second() {\n  return two\n}\n'
    const found = await refused(text, 'function second() {\n  return 2\n}\n')
    expect(found).toMatchObject({ code: 'search_not_found', nearest: { line: 4, text: 'function second() {\n  return two\n}' } })
    expect((found as { nearest: { likeness: number } }).nearest.likeness).toBeGreaterThan(0.8)
    expect(await refused('', 'y')).toMatchObject({ code: 'search_not_found' })
  })

  it('makes a new file of an empty search, and refuses to make one that is there', async () => {
    const made = await patched({ 'file.txt': 'one\n' }, [{ path: 'path/to/new.txt', search: '', replace: 'three\n' }])
    expect(made.texts).toEqual({ 'file.txt': 'one\n', 'path/to/new.txt': 'three\n' })
    expect(await refused('one\n', '')).toEqual({ code: 'file_exists', path: 'f' })
    expect(await refused('', '')).toEqual({ code: 'file_exists', path: 'f' })
  })

  it('works on the result of the edits before it', async () => {
    const { texts, prepared } = await patched({ f: 'one\nthree\n' }, [
      { path: 'f', search: 'one', replace: 'two' },
      { path: './f', search: 'two\nthree', replace: 'four' },
      { path: 'new', search: '', replace: 'a\n' },
      { path: 'new', search: 'a', replace: 'b' },
    ])
    expect(texts).toEqual({ f: 'four\n', new: 'b\n' })
    expect(prepared.changes.map(({ path, change, additions, deletions }) => [path, change, additions, deletions])).toEqual([
      ['f', 'edited', 1, 2],
      ['new', 'added', 1, 0],
    ])
  })

  it('writes nothing if a later one fails', async () => {
    const edits = [
      { path: 'f', search: 'one', replace: 'two' },
      { path: 'f', search: 'one', replace: 'two' },
    ]
    expect(await refusal({ f: 'one\n' }, edits)).toMatchObject({ code: 'search_not_found' })
  })

  it.each([
    ['an empty list', [], 1],
    ['a file without a name', [{ path: '', search: 'a', replace: 'b' }], 1],
    ['a replacement equal to the search', [{ path: 'f', search: 'a', replace: 'a' }], 1],
    ['half a character', [{ path: 'f', search: 'a', replace: '\ud800' }], 1],
  ])('refuses %s', async (_, edits, edit) => {
    expect(await refusal({ f: 'a' }, edits)).toMatchObject({ code: 'bad_patch', edit })
  })
})

describe('what an edit is forgiven', () => {
  it('the ends of lines, which stay those of the file', async () => {
    expect(await edited('a\r\nb\r\nc\r\n', 'a\nb\n', 'a\nB\nB2\n')).toEqual(['a\r\nB\r\nB2\r\nc\r\n', 'line_ends'])
    expect(await edited('a\nb\nc\n', 'a\r\nb\r\n', 'A\r\nb\r\n')).toEqual(['A\nb\nc\n', 'line_ends'])
    expect(await edited('a\r\nb\r\n', 'b', 'b\nc')).toEqual(['a\r\nb\r\nc\r\n', 'exact'])
  })

  it('a newline at the end of the file that is not there, and stays away', async () => {
    expect(await edited('a\nlast', 'last\n', 'end\n')).toEqual(['a\nend', 'line_ends'])
    expect(await edited('a\r\nlast', 'a\nlast\n', 'end\n')).toEqual(['end', 'line_ends'])
    expect(await refused('a', '\n', '\n\n')).toMatchObject({ code: 'search_not_found' })
  })

  it('blanks at the ends of lines, which untouched lines keep', async () => {
    expect(await edited('foo(  \n  a,\t\n)\n', 'foo(\n  a,\n)', 'foo(\n  b,\n)')).toEqual(['foo(  \n  b,\n)\n', 'trailing_blanks'])
    expect(await edited('x = foo(  \n  a)\n', 'foo(\n  a)', 'bar(\n  a)')).toEqual(['x = bar(\n  a)\n', 'trailing_blanks'])
    expect(await edited('a\nreturn\nb\n', 'return  ', 'yield')).toEqual(['a\nyield\nb\n', 'trailing_blanks'])
    expect(await refused('returning\n', 'return  ')).toMatchObject({ code: 'search_not_found' })
  })

  it('an indent that is off by the same blanks everywhere', async () => {
    expect(await edited('    line1\n    line2\n    line3\n', 'line1\nline2\n', 'new1\n    new2\n')).toEqual([
      '    new1\n        new2\n    line3\n',
      'indent',
    ])
    expect(await edited('\n    line1\n    line2\n        line3\n    line4\n', 'line2\n    line3\n', 'new2\n    new3\n')).toEqual([
      '\n    line1\n    new2\n        new3\n    line4\n',
      'indent',
    ])
    expect(await edited('    a\n    b\n', ' a\n b\n', ' c\n     d\n')).toEqual(['    c\n        d\n', 'indent'])
    expect(await edited('  a\n\n  b\n', '      a\n\n      b\n', '      a\n\n\n        c\n')).toEqual(['  a\n\n\n    c\n', 'indent'])
    expect(await edited('\tif x:\n\t\ty\n', 'if x:\n\ty\n', 'if z:\n\ty\n')).toEqual(['\tif z:\n\t\ty\n', 'indent'])
  })

  it('no indent that is off in different ways, and none that the replacement cannot follow', async () => {
    expect(await refused('    a\n    b\n', 'a\n  b\n')).toMatchObject({ code: 'search_not_found' })
    expect(await refused('  a\n', '      a\n', 'x\n')).toMatchObject({ code: 'search_not_found' })
  })

  it('typographic quotes, dashes and blanks, which untouched lines keep', async () => {
    expect(await edited('say(\u201chi\u201d) // a\u2014b\n', 'say("hi")', 'say("ho")')).toEqual(['say("ho") // a\u2014b\n', 'typographic'])
    expect(await edited('\u2018a\u2019\nx\u00a0=\u00a01\n', "'a'\nx = 1\n", "'a'\nx = 2\n")).toEqual([
      '\u2018a\u2019\nx = 2\n',
      'typographic',
    ])
    expect(await edited('it\u2019s\n', 'it\u2019s', "it's")).toEqual(["it's\n", 'exact'])
  })

  it('neither a blank line too many nor lines that are left out', async () => {
    expect(await refused('    line1\n    line2\n', '\n  line1\n  line2\n')).toMatchObject({ code: 'search_not_found' })
    expect(await refused('a\nb\nc\n', 'a\n...\nc\n')).toMatchObject({ code: 'search_not_found' })
    expect(await refused('a\n\nb\n', '   \n')).toMatchObject({ code: 'search_not_found' })
    expect(await refused('abc\n  line\n', '   \n  line', '  changed')).toMatchObject({ code: 'search_not_found' })
    expect(await edited('abc\n\n  line\n', '   \n  line', '  changed')).toEqual(['abc\n  changed\n', 'trailing_blanks'])
  })
})

describe('a file that is patched', () => {
  it('keeps its byte order mark', async () => {
    expect(await edited('\ufeffa\nb\n', 'a\n', 'c\n')).toEqual(['\ufeffc\nb\n', 'exact'])
  })

  it('keeps both kinds of line ends where it has both', async () => {
    expect(await edited('a\r\nb\nc\r\nd\n', 'c', 'x\ny')).toEqual(['a\r\nb\nx\r\ny\r\nd\n', 'exact'])
    expect(await edited('a\r\nb\nc\r\nd\n', 'b', 'x\ny')).toEqual(['a\r\nx\ny\nc\r\nd\n', 'exact'])
  })

  it.each([
    ['a binary file', Buffer.from('a\0b'), 'not_text'],
    ['UTF-16', Buffer.from('\ufeffab', 'utf16le'), 'not_text'],
    ['Latin-1', Buffer.from('caf\xe9', 'latin1'), 'not_text'],
    ['more than 2 MiB', Buffer.alloc(2 * 1024 * 1024 + 1, 'b'), 'too_large'],
  ])('is refused where it is %s', async (_, bytes, code) => {
    expect(await refused(bytes, 'b')).toMatchObject({ code })
  })

  it('is refused where it would become binary or too large', async () => {
    expect(await refused('a', 'a', '\0')).toMatchObject({ code: 'not_text' })
    expect(await refused(`a${'b'.repeat(2 * 1024 * 1024 - 1)}`, 'ab', 'abc')).toMatchObject({ code: 'too_large' })
  })

  it('has at most 100 operations', async () => {
    const edits = Array.from({ length: 101 }, (_, index) => ({ path: `f${index}`, search: '', replace: 'x' }))
    expect((await patched({}, edits.slice(1))).prepared.changes).toHaveLength(100)
    expect(await refusal({}, edits)).toMatchObject({ code: 'too_large' })
  })

  it('is answered at once even where it repeats itself without end', async () => {
    const text = `${'a'.repeat(1_000_000)}\n${' \n'.repeat(200_000)}`
    expect(await refused(text, `${'a'.repeat(500_000)}b`)).toMatchObject({ code: 'search_not_found' })
    expect(await refused(text, ` \n${' '.repeat(1_000)}\n`.repeat(100))).toMatchObject({ code: 'search_not_found' })
    expect(await refused('x\n'.repeat(100_000), ` ${'x\n'.repeat(10_000)}`)).toMatchObject({ code: 'search_not_found' })
  })
})
