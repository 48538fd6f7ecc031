import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkGit } from '../doctor/git.ts'
import { checkHooks } from '../doctor/hooks.ts'
import { tryHooks } from '../doctor/trial.ts'
import { temporaryFolder } from '../fixtures/folder.ts'
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
  const handler = { ...handlerOf({ client, event, hook, door: 'command', maxBlocks: 3 }), ...more }
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

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
