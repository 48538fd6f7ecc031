import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CommandSurroundings } from 'loop-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runSetup } from './run.ts'
import { withHooks } from './settings.ts'

const program = () => '/opt/loop-learn/dist/bin.js'

describe('loop-learn setup', () => {
  async function printed(...words: string[]): Promise<unknown> {
    const answers: unknown[] = []
    const print = async (answer: unknown, inWords?: () => string) => void answers.push(answer, inWords?.())
    expect(await runSetup(words, { print } as unknown as CommandSurroundings, program)).toBe(0)
    return answers[0]
  }

  function settings(text: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'loop-setup-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    writeFileSync(join(folder, 'settings.json'), text)
    return join(folder, 'settings.json')
  }

  it('prints the hooks of Claude Code', async () => {
    const handler = { type: 'command', command: 'node "/opt/loop-learn/dist/bin.js" hook --client claude-code', timeout: 5 }
    expect(await printed('claude-code')).toEqual({
      hooks: {
        SessionStart: [{ hooks: [handler] }],
        PostToolUse: [{ matcher: 'Bash', hooks: [handler] }],
        PostToolUseFailure: [{ matcher: 'Bash', hooks: [handler] }],
        SessionEnd: [{ hooks: [handler] }],
      },
    })
  })

  it('writes them into a file once, and leaves alone what else is there', async () => {
    const others = { model: 'opus', hooks: { Stop: [{ hooks: [{ type: 'command', command: 'loop-gate hook' }] }] } }
    const path = settings(`\ufeff${JSON.stringify(others)}`)
    await printed('claude-code', '--write', path)
    const once = JSON.parse(readFileSync(path, 'utf8'))
    expect(once).toEqual(withHooks(others, program()))
    expect(once).toMatchObject(others)
    await printed('claude-code', '--write', path)
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(once)
    expect(readdirSync(join(path, '..'))).toEqual(['settings.json'])
  })

  it.each(['{nope', '[]', '{"hooks":[]}', '{"hooks":{"SessionEnd":{}}}'])(
    'leaves a file alone that holds something else: %s',
    async (text) => {
      const path = settings(text)
      await expect(printed('claude-code', '--write', path)).rejects.toMatchObject({ code: 'file_unusable' })
      expect(readFileSync(path, 'utf8')).toBe(text)
    },
  )

  it('says which clients there are', async () => {
    await expect(printed('emacs')).rejects.toMatchObject({ code: 'usage' })
  })
})
