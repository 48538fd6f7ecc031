import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkGit } from '../doctor/git.ts'
import { checkHooks } from '../doctor/hooks.ts'
import { tryHooks } from '../doctor/trial.ts'
import { command } from '../fixtures/command-line.ts'
import { temporaryFolder } from '../fixtures/folder.ts'
import { describeGate } from '../fixtures/gated.ts'
import { stopper } from '../fixtures/judged.ts'
import { handlerOf, inForm } from '../setup/handlers.ts'
import { type SetupClient, targets } from '../setup/targets.ts'

const program = 'lib/node_modules/loop-gate/dist/hook.js'
const letsGo = "process.stdout.write('{}')"

/** A person with a project, and a loop-gate that is installed beside both. */
function person(files: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder({ 'home/x': '', 'home/shop/x': '', [program]: letsGo, ...files })
  const [home, root] = [join(folder, 'home'), join(folder, 'home/shop')]
  return { folder, home, root, hook: join(folder, program) }
}

/** What setup writes for a stop, as a file of the client. */
function hookFile(client: SetupClient, hook: string, more: object = {}): string {
  const event = targets[client].events[0]!
  const handler = { ...handlerOf({ client, event, hook, door: 'command', server: '', maxBlocks: 3 }), ...more }
  return JSON.stringify({ hooks: { [event]: [inForm(client, handler)] } })
}

describe('doctor', () => {
  it('58. finds a duplicate install and names both files', async () => {
    const { home, root, hook } = person()
    const [own, shared] = [join(root, '.claude/settings.local.json'), join(home, '.claude/settings.json')]
    write(own, hookFile('claude', hook))
    expect(await checkHooks({ home, root })).toEqual({ fine: `claude: ${own}` })
    write(shared, hookFile('claude', hook))
    const found = await checkHooks({ home, root })
    expect(found).toContain(`they stand in ${own} and ${shared}`)
    expect(found).toContain('loop-gate setup claude --scope user --remove')
  })

  it('says so where nothing is installed, and which clients cannot be held', async () => {
    const { home, root } = person({ 'home/.kiro/x': '', 'home/shop/.opencode/x': '' })
    const { fine } = (await checkHooks({ home, root })) as { fine: string }
    expect(fine.split('\n')).toEqual([
      expect.stringContaining('The stop hook is not installed'),
      expect.stringContaining('Kiro: advisory'),
      expect.stringContaining('OpenCode: advisory'),
    ])
  })

  it('finds a client that waits less long than the hook may need', async () => {
    const { home, root, hook } = person()
    const path = join(home, '.gemini/settings.json')
    for (const [timeout, problem] of [
      [102_000, 'has the client wait 102 s'],
      [undefined, 'does not say how long'],
    ] as const) {
      write(path, hookFile('gemini', hook, { timeout }))
      expect(await checkHooks({ home, root })).toContain(`${path} ${problem}`)
    }
    write(path, hookFile('gemini', hook, { timeout: 103_000 }))
    expect(await checkHooks({ home, root })).toEqual({ fine: `gemini: ${path}` })
    write(path, hookFile('gemini', hook, { timeout: undefined, command: `node '${hook}'` }))
    expect(await checkHooks({ home, root })).toEqual({ fine: `gemini: ${path}` })
  })

  it('finds a command whose program is gone, where no shell is needed to tell', async () => {
    const { home, root, folder } = person()
    const path = join(home, '.cursor/hooks.json')
    for (const gone of [join(folder, 'old', program), 'node_modules/loop-gate/dist/hook.js']) {
      write(path, hookFile('cursor', gone))
      expect(await checkHooks({ home, root })).toContain(`${gone}, which is not there`)
    }
    for (const command of ['npx loop-gate hook', 'node "$CLAUDE_PROJECT_DIR"/node_modules/loop-gate/dist/hook.js']) {
      write(path, hookFile('cursor', '', { command }))
      expect(await checkHooks({ home, root })).toEqual({ fine: `cursor: ${path}` })
    }
  })

  it('has hooks answer a stop, its own and those in the files of the person', async () => {
    const { home, root, hook, folder } = person({ [`own/${program}`]: letsGo })
    const environment = { HOME: home, LOOP_WORKSPACE: root }
    const own = () => join(folder, 'own', program)
    write(join(home, '.codex/hooks.json'), hookFile('codex', hook))
    const { fine } = (await tryHooks(environment, own)) as { fine: string }
    expect(fine.replaceAll(/\d+ ms/g, 'N ms')).toBe(`${own()} answered a stop in N ms.\n${hook} answered a stop in N ms.`)
    write(hook, 'console.log(JSON.stringify({ decision: "block" }))')
    expect(await tryHooks(environment, own)).toContain(`${hook} did not answer a stop in a folder without a policy with {}, but with`)
  })

  it('starts nothing that a file of the project names', async () => {
    const { home, root, hook, folder } = person()
    write(hook, `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(join(folder, 'trap'))}, '')`)
    write(join(root, '.claude/settings.json'), hookFile('claude', hook))
    const none = () => {
      throw new Error('There is none.')
    }
    expect(await tryHooks({ HOME: home, LOOP_WORKSPACE: root }, none)).toEqual({ fine: 'There is no hook here to be tried.' })
    expect(existsSync(join(folder, 'trap'))).toBe(false)
  })

  it('says which git there is, or that there is none', async () => {
    expect(await checkGit({ PATH: process.env.PATH })).toEqual({ fine: expect.stringMatching(/^\d+\.\d+/) })
    expect(await checkGit({ PATH: temporaryFolder() })).toContain('git was not found')
  })
})

/** Its check leaves a trace each time it is run. */
const traced = { 'check.sh': 'echo >> ran.log; grep -q good a.txt\n', '.gitignore': 'ran.log\n' }
const traces = 'version: 1\nmode: shadow\ncriteria:\n  - { id: test, run: [sh, check.sh] }\n'

describeGate('around the gate', (make) => {
  it('doctor is well in a folder without hooks, and says what the gate is not', async () => {
    const gated = await make()
    const { exitCode, stdout } = await command(gated, ['doctor'], { environment: { HOME: gated.home } })
    expect(stdout).toMatch(/^ok {4}git {11}\d/m)
    expect(stdout).toMatch(/^ok {4}hooks {9}The stop hook is not installed/m)
    expect(stdout).toMatch(/^ok {4}boundary {6}The gate is no wall against the same user/m)
    expect([exitCode, stdout]).toEqual([0, expect.not.stringContaining('fail')])
  })

  it('59. replay --mode enforce over shadow history prints the counts and runs nothing', async () => {
    const gated = await make(traced)
    const { accept, write: put, decisions, receipts, root } = gated
    await accept(traces)
    const stop = stopper(gated)
    for (let number = 1; number <= 4; number++) {
      put('b.txt', `${number}\n`)
      expect(await stop()).toEqual({})
    }
    put('a.txt', 'good\n')
    await stop()
    const kept = async () => [await decisions(), await receipts(), readFileSync(join(root, 'ran.log'), 'utf8')]
    const before = await kept()

    const { exitCode, stdout, stderr } = await command(gated, ['replay', '--mode', 'enforce'])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toContain('5 stops in 7 days: 0 were held, 3 would be.')
    expect(stdout).toContain('      3  unfinished → held\n')
    expect(stdout).toContain('      1  unfinished → capped\n')
    expect(stdout).toContain('      1  complete → complete\n')
    const json = JSON.parse((await command(gated, ['replay', '--mode', 'enforce', '--json'])).stdout)
    expect(json).toMatchObject({ stops: 5, held: { was: 0, would_be: 3 }, unknown: { stops: 0, of: {} } })
    expect(await kept()).toEqual(before)
  })

  it('59. replay --policy judges by a file, and counts apart what nobody ever looked at', async () => {
    const gated = await make(traced)
    const { accept, write: put, root } = gated
    await accept(traces)
    const stop = stopper(gated)
    await stop()
    put('a.txt', 'good\n')
    await stop()
    put('other.yaml', traces.replace('shadow', 'enforce').concat('  - { id: types, run: [tsc] }\n'))
    const { stdout } = await command(gated, ['replay', '--policy', join(root, 'other.yaml')])
    expect(stdout).toContain('      1  unfinished → held\n')
    expect(stdout).toContain('      1  complete → unknown\n')
    expect(stdout).toContain('Of 1 nobody can say, since it was never recorded: types (1).')
    expect(await command(gated, ['replay', '--policy', join(root, 'none.yaml')])).toMatchObject({ exitCode: 2 })
  })
})

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
