import fc from 'fast-check'
import { parse } from 'jsonc-parser'
import { describe, expect, it } from 'vitest'
import { append, parseObject, remove, valueAt } from './edit-json.ts'

const added = { deep: [{ er: 1 }] }

function appended(text: string): string {
  return append(text, parseObject(text, 'x.json'), added, 'ours')
}

function removed(text: string): string | undefined {
  return remove(text, valueAt(parseObject(text, 'x.json'), 'ours')!)
}

describe('a value added to a file', () => {
  it('stands behind the last one, in the manner of the file', () => {
    expect(appended('{\r\n\t"a": 1 // note\r\n}\r\n')).toBe(
      '{\r\n\t"a": 1, // note\r\n\t"ours": {\r\n\t\t"deep": [\r\n\t\t\t{\r\n\t\t\t\t"er": 1\r\n\t\t\t}\r\n\t\t]\r\n\t}\r\n}\r\n',
    )
  })

  it.each([
    '{}',
    '{ }\n',
    '{\n}\n',
    '{ // nothing yet\n}',
    '{"a":1}',
    '{"a":[1,2],"b":{}}\n',
    '{\n  "a": 1\n}\n',
    '{\n  "a": 1,\n}\n',
    '{\n  "a": 1 // one\n  // the end\n}\n',
    '{\n  "a": 1, // one\n}\n',
    '{\n  "a": 1 /* one\n  and more */\n}\n',
    '{\n  "a": "x, // y"\n  ,\n}\n',
    '{\r\n    "a": {\r\n    }\r\n}\r\n',
    '// head\n{\n\t"a": null\n}\n// foot\n',
  ])('is found by every reader, and taken away it leaves no trace: %j', (text) => {
    const after = appended(text)
    expect(parse(after)).toEqual({ ...parse(text), ours: added })
    expect(removed(after)).toBe(text)
  })

  it('leaves no trace in any file', () => {
    const indentation = fc.constantFrom(undefined, 1, 2, '\t')
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), indentation, (object, indent) => {
        const text = JSON.stringify({ ...object, theirs: 1 }, null, indent)
        const after = appended(text)
        expect(JSON.parse(after).ours).toEqual(added)
        expect(removed(after)).toBe(text)
      }),
    )
  })

  it('takes along what was made for it alone, and nothing of others', () => {
    const remaining = (text: string) => removed(text)
    expect(remaining('{\n  "ours": 1\n}\n')).toBeUndefined()
    expect(remaining('{\n  "ours": 1,\n  "a": 2 // two\n}')).toBe('{\n  "a": 2 // two\n}')
    expect(remaining('{"b": 0, "ours": 1, "a": 2}')).toBe('{"b": 0, "a": 2}')
  })
})

it.each([
  ['{\n  "a": 1,\n  "b" 2\n}', 'x.json is no JSON at line 3: ColonExpected.'],
  ['{"a": 1', 'x.json is no JSON at line 1: CloseBraceExpected.'],
  ['[1]', 'x.json must hold one JSON object, at line 1.'],
])('a file that its client could not read is refused with the line', (text, message) => {
  expect(() => parseObject(text, 'x.json')).toThrow(message)
})
