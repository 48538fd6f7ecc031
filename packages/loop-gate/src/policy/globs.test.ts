import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { braceResults } from './brace-results.ts'
import { matcher } from './globs.ts'

describe('the globs of a criterion', () => {
  it('name every path where there are none', () => {
    expect(matcher([])('any/file')).toBe(true)
  })

  it('reach into folders that begin with a dot', () => {
    const isNamed = matcher(['src/**', '*.md'])
    expect(['src/a', 'src/.env', 'src/.x/y', 'README.md', '.a.md'].filter((path) => !isNamed(path))).toEqual([])
    expect(['a/src/b', 'docs/a.md', 'srcs/a', 'SRC/a'].filter(isNamed)).toEqual([])
  })

  it('name what ends with a dot as well', () => {
    expect(['*.*', '**/*.*'].map((glob) => matcher([glob])('a.'))).toEqual([true, true])
  })

  const name = fc.string({ unit: fc.constantFrom('a', 'b', '.'), minLength: 1, maxLength: 3 }).filter((text) => !/^\.+$/.test(text))
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'))
  const piece = fc.array(fc.constantFrom('a', 'b', '.', '*', '?', '{a,b}'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''))
  // Two stars beside others are an ordinary star twice, which picomatch and others read in their own ways.
  const part = fc.oneof(
    piece.filter((text) => !/\*\*|^\.+$/.test(text)),
    fc.constant('**'),
  )
  const glob = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'))

  it('mean what a plain reading of them says', () => {
    fc.assert(
      fc.property(glob, path, (glob, path) => {
        const named = plainly(glob.split('/'), path.split('/'))
        // Whether x/** names x itself is read in two ways; where there are files beneath it, x is no file.
        fc.pre(!(glob.endsWith('**') && plainly(glob.split('/').slice(0, -1), path.split('/'))))
        expect(matcher([glob])(path)).toBe(named)
      }),
      { numRuns: 1_000 },
    )
  })
})

/** The same by trying every way, part by part. */
function plainly([part, ...parts]: string[], names: string[]): boolean {
  if (part === undefined) return names.length === 0
  if (part === '**') {
    const rests = names.map((_, index) => names.slice(index))
    return [...rests, []].some((rest) => plainly(parts, rest))
  }
  return names.length > 0 && alternatives(part).some((one) => isLike([...one], [...names[0]!])) && plainly(parts, names.slice(1))
}

function alternatives(part: string): string[] {
  return part.includes('{a,b}') ? ['a', 'b'].flatMap((letter) => alternatives(part.replace('{a,b}', letter))) : [part]
}

function isLike([sign, ...signs]: string[], letters: string[]): boolean {
  if (sign === undefined) return letters.length === 0
  if (sign === '*') return isLike(signs, letters) || (letters.length > 0 && isLike([sign, ...signs], letters.slice(1)))
  return letters.length > 0 && (sign === '?' || sign === letters[0]) && isLike(signs, letters.slice(1))
}

describe('braces', () => {
  it.each([
    ['src/**', 1],
    ['{a,b}', 2],
    ['{a,b}{c,d,e}', 6],
    ['{a,{b,c}{d,e}}', 5],
    ['{1..200}', 200],
    ['{a..e}/{-2..2}', 25],
    ['{{1..9},x}', 10],
    ['\\{a,b\\}', 1],
    ['{a,b', 2],
    ['a,b}', 1],
    [`${'{a,b}'.repeat(50)}`, 2 ** 50],
  ])('of %s stand for %i globs', (glob, results) => {
    expect(braceResults(glob)).toBe(results)
  })
})
