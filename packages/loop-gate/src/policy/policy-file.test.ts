import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/folder.ts'
import { readPolicyFile } from './policy-file.ts'

const elsewhere = { 'elsewhere/gate.yaml': 'version: 1\n' }
const link = { unreadable: 'is reached through a link: put the file itself there' }

describe('the policy file of a folder', () => {
  it('is read with the hash of its bytes', async () => {
    const bytes = Buffer.from('\uFEFFversion: 1\r\n')
    const root = temporaryFolder({ '.loop/gate.yaml': bytes })
    const hash = createHash('sha256').update(bytes).digest('hex')
    expect(await readPolicyFile(root)).toEqual({ text: '\uFEFFversion: 1\r\n', hash })
  })

  it('may be absent, also where .loop is no folder', async () => {
    expect(await readPolicyFile(temporaryFolder())).toBeUndefined()
    expect(await readPolicyFile(temporaryFolder({ '.loop': '' }))).toBeUndefined()
  })

  it('is found beneath a root that is itself a link', async () => {
    const folder = temporaryFolder({ 'real/.loop/gate.yaml': 'version: 1\n' })
    symlinkSync('real', join(folder, 'link'))
    expect(await readPolicyFile(join(folder, 'link'))).toMatchObject({ text: 'version: 1\n' })
  })

  it('is refused as a link, inside the folder, outside, to nothing and to itself', async () => {
    for (const target of ['../elsewhere/gate.yaml', '/etc/hostname', 'nothing', 'gate.yaml']) {
      const root = temporaryFolder(elsewhere)
      mkdirSync(join(root, '.loop'))
      symlinkSync(target, join(root, '.loop/gate.yaml'))
      expect(await readPolicyFile(root), target).toEqual(link)
    }
  })

  it('is refused behind a folder that is a link', async () => {
    const root = temporaryFolder(elsewhere)
    symlinkSync('elsewhere', join(root, '.loop'))
    expect(await readPolicyFile(root)).toEqual(link)
  })

  it('is refused where it is no file, without waiting for anybody', async () => {
    const root = temporaryFolder({ '.loop/x': '' })
    execFileSync('mkfifo', [join(root, '.loop/gate.yaml')])
    expect(await readPolicyFile(root)).toEqual({ unreadable: 'is not a regular file' })
    expect(await readPolicyFile(temporaryFolder({ '.loop/gate.yaml/x': '' }))).toEqual({ unreadable: 'is not a regular file' })
  })

  it('is refused when it is too large or no text', async () => {
    const read = (content: string | Uint8Array) => readPolicyFile(temporaryFolder({ '.loop/gate.yaml': content }))
    expect(await read('#'.repeat(65_536))).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(await read('#'.repeat(65_537))).toEqual({ unreadable: 'has more than 64 KiB' })
    expect(await read(Uint8Array.of(0x61, 0xff))).toEqual({ unreadable: 'is not UTF-8' })
  })
})
