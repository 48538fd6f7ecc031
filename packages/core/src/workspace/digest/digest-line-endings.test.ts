import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { emptyRepository, type TestRepository } from '../fixtures/temporary.ts'

/** Changes a file and expects that committing it keeps the digest. */
async function expectAgreement({ commit, digest, write }: TestRepository, text: string): Promise<string | null> {
  write('file.txt', text)
  const before = await digest()
  commit()
  expect(await digest()).toBe(before)
  return before
}

describe.each(['true', 'input', 'false'])('with core.autocrlf=%s', (value) => {
  function repositoryWith(): TestRepository {
    const repository = emptyRepository()
    repository.git('config', 'core.autocrlf', value)
    repository.git('config', 'core.safecrlf', 'true')
    return repository
  }

  test('a new and a changed file with CRLF keep the digest when they are committed', async () => {
    const repository = repositoryWith()
    repository.git('config', 'core.safecrlf', 'false')
    await expectAgreement(repository, 'one\r\ntwo\r\n')
    await expectAgreement(repository, 'one\r\ntwo\r\nthree\r\n')
  })

  test('a file that was added with CRLF in former times keeps the digest when a change is committed', async () => {
    const repository = emptyRepository()
    await expectAgreement(repository, 'one\r\ntwo\r\n')
    repository.git('config', 'core.autocrlf', value)
    await expectAgreement(repository, 'one\r\ntwo\r\nthree\r\n')
    await expectAgreement(repository, 'one\r\ntwo\nthree\r\n')
  })
})

test('git being strict about line endings does not take the digest away', async () => {
  const repository = emptyRepository()
  repository.git('config', 'core.autocrlf', 'input')
  repository.git('config', 'core.safecrlf', 'true')
  repository.write('file.txt', 'one\r\n')
  expect(await repository.digest()).toMatch(/^d1:/)
})

test.each(['* text=auto', '* text', '*.txt text eol=crlf', '* -text', '* text=auto eol=lf'])(
  'the attribute %j is followed',
  async (attribute) => {
    const repository = emptyRepository()
    repository.write('file.txt', 'old\r\n')
    repository.commit()
    repository.write('.gitattributes', `${attribute}\n`)
    repository.write('other.txt', 'new\r\n')
    await expectAgreement(repository, 'one\r\ntwo\r\n')
    await expectAgreement(repository, 'one\ntwo\r\n')
  },
)

test('line endings that git evens out are the same content', async () => {
  const repository = emptyRepository()
  repository.write('.gitattributes', '* text\n')
  const unix = await expectAgreement(repository, 'one\ntwo\n')
  expect(await expectAgreement(repository, 'one\r\ntwo\r\n')).toBe(unix)
})

test('a binary file keeps every byte', async () => {
  const repository = emptyRepository()
  repository.git('config', 'core.autocrlf', 'true')
  const path = join(repository.root, 'image.bin')
  writeFileSync(path, Buffer.from([0, 13, 10, 255]))
  const before = await repository.digest()
  writeFileSync(path, Buffer.from([0, 10, 255]))
  expect(await repository.digest()).not.toBe(before)
})

test("a filter of the person's own is applied, as it will be by the commit", async () => {
  const repository = emptyRepository()
  repository.git('config', '--global', 'filter.upper.clean', 'tr a-z A-Z')
  repository.git('config', '--global', 'filter.upper.required', 'true')
  repository.write('.gitattributes', '*.txt filter=upper\n')
  const lower = await expectAgreement(repository, 'abc\n')
  repository.write('file.txt', 'ABC\n')
  expect(await repository.digest()).toBe(lower)
})
