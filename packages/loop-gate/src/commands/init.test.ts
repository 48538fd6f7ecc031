import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import type { Caller } from 'loop-core'
import { runCommand } from 'loop-core/testing'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/folder.ts'
import { loopGate } from '../index.ts'

/** This command asks no server. */
const caller = {} as Caller

async function init(root: string, ...words: string[]) {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const line = { name: 'loop-gate', version: '1.2.3', modules: [loopGate], caller, format: 'human' as const }
  const streams = { stdin, stdout, stderr, signal: new AbortController().signal }
  const exitCode = await runCommand({ ...line, ...streams, words: ['init', ...words], environment: { LOOP_WORKSPACE: root } })
  return { exitCode, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') }
}

const manifest = { 'package.json': JSON.stringify({ scripts: { test: 'vitest run', lint: 'biome check' } }) }

describe('loop-gate init', () => {
  it('writes one file and says what it names and what to do next', async () => {
    const root = temporaryFolder(manifest)
    const { exitCode, stdout } = await init(root)
    expect([exitCode, stdout.replaceAll(root, 'ROOT')]).toMatchInlineSnapshot(`
      [
        0,
        "Wrote ROOT/.loop/gate.yaml, in mode shadow.
      It names these commands, of which none has run:
        test: npm test
        lint: npm run lint
      Read it, change what is wrong, then accept it: loop-gate policy accept
      ",
      ]
    `)
    expect(readdirSync(root, { recursive: true }).sort()).toEqual(['.loop', '.loop/gate.yaml', 'package.json'])
    expect(readFileSync(join(root, '.loop/gate.yaml'), 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/node_modules\/loop-gate\/schema\/gate\.schema\.json\n/,
    )
  })

  it('answers as JSON too', async () => {
    const root = temporaryFolder(manifest)
    expect(JSON.parse((await init(root, '--json')).stdout)).toEqual({
      file: join(root, '.loop/gate.yaml'),
      mode: 'shadow',
      profile: 'evidence',
      commands: [
        { id: 'test', run: ['npm', 'test'] },
        { id: 'lint', run: ['npm', 'run', 'lint'] },
      ],
      next: 'loop-gate policy accept',
    })
  })

  it('writes a policy by which the agent is judged by its words', async () => {
    const root = temporaryFolder(manifest)
    expect((await init(root, '--profile', 'self-report')).stdout).toContain('It names no command.')
    expect(readFileSync(join(root, '.loop/gate.yaml'), 'utf8')).toContain('\nprofile: self-report\n')
  })

  it('never overwrites a policy', async () => {
    const root = temporaryFolder({ '.loop/gate.yaml': 'mine' })
    const { exitCode, stderr } = await init(root)
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('.loop/gate.yaml is already there and stays as it is.')])
    expect(readFileSync(join(root, '.loop/gate.yaml'), 'utf8')).toBe('mine')
  })

  it('writes through no link', async () => {
    const root = temporaryFolder({ 'elsewhere/x': '', 'project/x': '' })
    symlinkSync('../elsewhere', join(root, 'project/.loop'))
    mkdirSync(join(root, 'inside/real'), { recursive: true })
    symlinkSync('real', join(root, 'inside/.loop'))
    for (const project of ['project', 'inside'])
      expect((await init(join(root, project))).stderr).toContain('.loop is no folder of this project')
    expect(readdirSync(join(root, 'elsewhere'))).toEqual(['x'])
    expect(readdirSync(join(root, 'inside/real'))).toEqual([])
  })

  it('refuses what it does not understand', async () => {
    const root = temporaryFolder()
    expect(await init(root, '--profile', 'strict')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('--profile is self-report or evidence.'),
    })
    expect(await init(root, '--force')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("Unknown option '--force'") })
    expect(readdirSync(root)).toEqual([])
  })
})
