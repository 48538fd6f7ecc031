import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { expect, it } from 'vitest'
import { command } from '../fixtures/command-line.ts'
import { describeGate } from '../fixtures/gated.ts'
import { hashOfPolicy } from '../policy/policy-file.ts'
import { acceptedPath, workspaceId } from '../policy/workspace.ts'

const policy = `version: 1
mode: enforce
criteria:
  - { id: test, title: Unit tests, run: [npm, run, "test all"], cwd: web, env: { TZ: UTC }, timeout_seconds: 60, paths: ["src/**"] }
  - { id: lint, required: false, run: [npx, biome, check, "a\\nb"], on_stop: require }
  - { id: marks, kind: forbid, patterns: ["<<<<<<<", ".only("] }
  - { id: ready, kind: fact, fact: queue.ready_count, op: lte, value: 0 }
  - { id: looks, kind: human }
  - { id: clean, kind: git_clean }
`
const files = { '.loop/gate.yaml': policy }

describeGate('the commands of a person', (make) => {
  it('policy accept shows all that would run, then asks', async () => {
    const gated = await make(files)
    const path = acceptedPath(gated.home, workspaceId(gated.root))
    const refused = await command(gated, ['policy', 'accept'], { typed: 'no\n' })
    expect([refused.exitCode, refused.stdout, existsSync(path)]).toEqual([1, '', false])
    const [shown = ''] = refused.stderr.split('\u001b')
    expect(shown.replaceAll(gated.root, 'ROOT').replaceAll(hashOfPolicy(policy), 'HASH')).toMatchInlineSnapshot(`
      ".loop/gate.yaml of ROOT
      sha256 HASH
      mode enforce, profile evidence, at most 3 refused stops in a row
      protected (note): .loop/gate.yaml
      criteria:
        test – Unit tests
          runs: npm run "test all"
          in web, at most 60 s, also by the stop hook
          with TZ=UTC
          files: src/**
        lint (not required)
          runs: npx biome check "a\\nb"
          in ., at most 300 s, when asked for
        marks
          no changed file contains "<<<<<<<", ".only("
        ready
          fact queue.ready_count lte 0
        looks
          a person confirms it
        clean
          nothing is uncommitted
      "
    `)
    expect(refused.stderr).toMatch(/Accept\? \[y\/N\][\s\S]*Nothing was done\./)
    const accepted = await command(gated, ['policy', 'accept'], { typed: 'y\n' })
    expect(accepted).toMatchObject({ exitCode: 0, stdout: `Accepted for ${gated.root}, in mode enforce.\n` })
    expect(existsSync(path)).toBe(true)
  })

  it('policy accept takes --yes for an answer, and shows the same; without it and without a terminal nothing happens', async () => {
    const gated = await make(files)
    expect(await command(gated, ['policy', 'accept'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--yes') })
    const { exitCode, stdout, stderr } = await command(gated, ['policy', 'accept', '--yes', '--format', 'json'])
    expect([exitCode, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ hash: hashOfPolicy(policy), replaced: null })])
    expect(stderr).toContain('runs: npm run "test all"')
  })

  it('policy accept names the faults of a file by line, and asks nothing', async () => {
    const gated = await make({ '.loop/gate.yaml': 'version: 1\nmode: loud\nmood: good\n' })
    const { exitCode, stderr } = await command(gated, ['policy', 'accept', '--yes'])
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/2:1 mode: must be off.*\n.*3:1 mood: is unknown/)])
  })

  it('policy show and policy diff say how the file stands to what was accepted', async () => {
    const gated = await make(files)
    const show = async () => JSON.parse((await command(gated, ['policy', 'show', '--json'])).stdout)
    expect(await show()).toMatchObject({ state: 'unaccepted', hash: hashOfPolicy(policy), accepted_hash: null, faults: [] })
    expect(await command(gated, ['policy', 'diff'])).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('policy_not_accepted') })
    await command(gated, ['policy', 'accept', '--yes'])
    expect((await command(gated, ['policy', 'diff'])).stdout).toBe('The file is what was accepted.\n')
    expect((await command(gated, ['policy', 'show'])).stdout).toContain('accepted, and in force.')

    gated.write('.loop/gate.yaml', policy.replace('enforce', 'loud'))
    expect(await show()).toMatchObject({ state: 'changed', accepted_hash: hashOfPolicy(policy), faults: [{ line: 2, key: 'mode' }] })
    expect(await command(gated, ['policy', 'show'])).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('2:1 mode: must be off'),
    })
    expect((await command(gated, ['policy', 'diff'])).stdout).toContain('-mode: enforce\n+mode: loud\n')
    gated.remove('.loop/gate.yaml')
    expect(JSON.parse((await command(gated, ['policy', 'diff', '--json'])).stdout)).toMatchObject({
      differs: true,
      diff: expect.stringContaining('+++ /dev/null'),
    })
    expect(await show()).toMatchObject({ state: 'changed', hash: null })
  })

  it('a damaged copy is said to be one', async () => {
    const gated = await make(files)
    await command(gated, ['policy', 'accept', '--yes'])
    const path = acceptedPath(gated.home, workspaceId(gated.root))
    rmSync(path)
    mkdirSync(path)
    expect(await command(gated, ['policy', 'show'])).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('loop-gate doctor') })
  })

  it('waive, confirm, pause, resume and forget say what they did', async () => {
    const gated = await make(files)
    const said = async (...words: string[]) => (await command(gated, words, { typed: 'y\n' })).stdout.replaceAll(gated.root, 'ROOT')
    await said('policy', 'accept')
    expect(await said('criterion', 'waive', 'test', '--reason', 'The runner is down.')).toBe('Waived test for exactly these files.\n')
    expect(await said('criterion', 'waive', 'protected', '--hours', '1', '--reason', 'I changed it.')).toMatch(
      /^Waived protected until 2026-/,
    )
    expect(await said('criterion', 'confirm', 'looks')).toBe('Confirmed looks for exactly these files.\n')
    expect(await said('pause', '--minutes', '5')).toMatch(/^Paused until 2026-.* loop-gate resume\n$/)
    expect(await said('resume')).toBe('Stops in ROOT are judged again.\n')
    expect(await said('policy', 'forget')).toBe('Forgotten for ROOT. The file .loop/gate.yaml stays.\n')
  })

  it('each is refused to an agent, and where nobody sits', async () => {
    const gated = await make(files)
    await command(gated, ['policy', 'accept', '--yes'])
    for (const line of ['policy forget', 'criterion waive test --reason long-enough', 'criterion confirm looks', 'pause', 'resume']) {
      const words = line.split(' ')
      const refused = await command(gated, [...words, '--yes'], { typed: 'y\n', environment: { GEMINI_CLI: '1' } })
      expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('self_accept_refused') })
      expect(await command(gated, words)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('nobody is here') })
    }
  })

  it('what is typed wrongly is said', async () => {
    const gated = await make(files)
    const wrong: [string, string][] = [
      ['policy accept now', 'a word too many'],
      ['criterion waive', 'needs a CRITERION'],
      ['criterion waive a b', 'a word too many'],
      ['criterion waive test', 'needs --reason'],
      ['pause --hours 2', "Unknown option '--hours'"],
    ]
    for (const [line, problem] of wrong)
      expect(await command(gated, [...line.split(' '), '--yes'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(problem) })
  })
})
