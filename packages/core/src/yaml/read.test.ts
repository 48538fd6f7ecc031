import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sayFault } from './fault.ts'
import { readYamlAs } from './read.ts'

const Menu = z.strictObject({ name: z.string(), price: z.int().max(9).default(5) })

function faultsOf(text: string) {
  const read = readYamlAs(text, Menu, { noun: 'menu', largest: 65_536 })
  return 'faults' in read ? read.faults.map(sayFault) : []
}

describe('YAML that a person wrote', () => {
  it('is told as it was written and as its schema takes it', () => {
    expect(readYamlAs('name: soup', Menu, { noun: 'menu', largest: 100 })).toEqual({
      written: { name: 'soup' },
      value: { name: 'soup', price: 5 },
    })
  })

  it.each([
    ['a key that is not known', 'name: a\nprise: 1', ['2:1 prise: is unknown']],
    ['a duplicate key', 'name: a\nname: b', ['2:1 name: stands here for the second time']],
    [
      'an alias',
      'name: &a b\nprice: *a',
      ['1:7 name: has an anchor: there are no aliases in a menu', '2:8 price: is an alias: write the value itself'],
    ],
    ['a tag', 'name: !!str a', ['1:7 name: has a tag: write the plain value']],
    ['a second document', 'name: a\n---\nname: b', ['2:1 name: a second document begins here']],
    ['two faults, in their order', 'price: 10', ['1:1 name: is missing', '1:1 price: must be at most 9']],
    ['more than it may have', `name: ${'a'.repeat(65_536)}`, ['1:1 A menu has at most 64 KiB']],
  ])('with %s is refused', (_, text, faults) => {
    expect(faultsOf(text)).toEqual(faults)
  })

  it('cannot end the process by its depth, nor hold it by its size', () => {
    expect(faultsOf(`name: ${'['.repeat(30_000)}`)[0]).toMatch(/is nested too deeply$/)
    expect(faultsOf(`{${'"a": 1, '.repeat(6_000)}}`)[0]).toMatch(/is too much for one menu$/)
  })

  it('may be told of an unknown key in words of its own', () => {
    const read = readYamlAs('name: a\nprise: 1', Menu, { noun: 'menu', largest: 100, unknown: ([key]) => `${String(key)}? price!` })
    expect(read).toMatchObject({ faults: [{ key: 'prise', problem: 'prise? price!' }] })
  })
})
