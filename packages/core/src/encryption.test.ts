import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCipher } from './encryption.ts'

const newKey = () => randomBytes(32).toString('base64')
const place = { table: 'members', column: 'model_key', row: 'm1' }
const unreadable = expect.objectContaining({ kind: 'internal', code: 'secret_unreadable' })
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

describe('a cipher', () => {
  const cipher = createCipher(newKey())

  it('gives back every text that it has encrypted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, row) => {
        expect(cipher.decrypt(cipher.encrypt(plain, { ...place, row }), { ...place, row })).toBe(plain)
      }),
    )
  })

  it('writes one text differently each time, and shows nothing of it', () => {
    const [one, other] = [cipher.encrypt('sesame', place), cipher.encrypt('sesame', place)]
    expect(one).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]+$/)
    expect(one).not.toBe(other)
    expect(one).not.toContain('sesame')
  })

  it.each([
    ['row', { ...place, row: 'm2' }],
    ['column', { ...place, column: 'webhook_secret' }],
    ['table', { ...place, table: 'tenants' }],
    ['place that reads the same when joined', { table: 'membersmodel_key', column: '', row: 'm1' }],
  ])('cannot read what was moved to another %s', (_, elsewhere) => {
    const encrypted = cipher.encrypt('sesame', place)
    expect(() => cipher.decrypt(encrypted, elsewhere)).toThrow(unreadable)
  })

  it('cannot read a text of which any one character was changed, left out or added', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.constantFrom(...alphabet, '.', '='), fc.constantFrom(0, 1), (plain, at, character, removed) => {
        const encrypted = cipher.encrypt(plain, place)
        const index = at % encrypted.length
        const changed = encrypted.slice(0, index) + character + encrypted.slice(index + removed)
        fc.pre(changed !== encrypted)
        expect(() => cipher.decrypt(changed, place)).toThrow(unreadable)
        expect(() => cipher.decrypt(encrypted.slice(0, index), place)).toThrow(unreadable)
      }),
    )
  })

  it.each(['', 'v1', 'v1..', 'plain text', 'v2.00000000.AAAA'])('cannot read %j', (text) => {
    expect(() => cipher.decrypt(text, place)).toThrow(unreadable)
  })
})

describe('the keys of a cipher', () => {
  const [older, newer] = [newKey(), newKey()]

  it('are rotated by putting a new one in front: the old texts stay readable and count as outdated', () => {
    const before = createCipher(older).encrypt('sesame', place)
    const cipher = createCipher(`${newer}, ${older}`)
    const after = cipher.encrypt('sesame', place)
    expect(cipher.decrypt(before, place)).toBe('sesame')
    expect([cipher.isOutdated(before), cipher.isOutdated(after)]).toEqual([true, false])
    expect(createCipher(newer).decrypt(after, place)).toBe('sesame')
  })

  it('are needed: what an absent one has encrypted cannot be read', () => {
    const encrypted = createCipher(older).encrypt('sesame', place)
    expect(() => createCipher(newer).decrypt(encrypted, place)).toThrow(unreadable)
  })

  it('tell nothing of themselves in the text', () => {
    const encrypted = createCipher(older).encrypt('sesame', place)
    expect(Buffer.from(older, 'base64').toString('hex')).not.toContain(encrypted.split('.')[1])
  })

  it.each([
    ['none', ''],
    ['31 bytes', randomBytes(31).toString('base64')],
    ['33 bytes', randomBytes(33).toString('base64')],
    ['hex', randomBytes(32).toString('hex')],
    ['a comma behind', `${randomBytes(32).toString('base64')},`],
  ])('must have 32 bytes: %s', (_, keys) => {
    expect(() => createCipher(keys)).toThrow(expect.objectContaining({ kind: 'invalid_input', code: 'bad_encryption_key' }))
    if (keys !== '') expect(() => createCipher(keys)).not.toThrow(keys)
  })
})
