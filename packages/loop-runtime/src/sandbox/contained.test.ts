import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { called, processesCalled } from '../fixtures/processes-called.ts'
import { runIn } from '../fixtures/run-in.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { openSandbox } from './open-sandbox.ts'
import type { SandboxNetwork } from './sandbox.ts'

function open(root: string, network: SandboxNetwork = 'none', home = join(root, 'home')) {
  const isProtected = (path: string) => /(?:^|\/)(?:node_modules|\.claude|\.env)$/.test(path)
  return openSandbox({ mode: 'auto', network, root, environment: { PATH: process.env.PATH, HOME: home }, isProtected })
}

const { report } = await openSandbox({
  mode: 'auto',
  network: 'none',
  root: tmpdir(),
  environment: { PATH: process.env.PATH },
  isProtected: () => false,
})

/** Runs a command in a sandbox, and says what it said. */
async function run(root: string, command: string, network?: SandboxNetwork) {
  return runIn(root, command, { sandbox: await open(root, network), environment: { HOME: join(root, 'home') } })
}

/** Tries each of these, and says which could be done. */
async function couldDo(root: string, attempts: readonly string[], network?: SandboxNetwork): Promise<string[]> {
  const { stdout } = await run(root, attempts.map((each, index) => `(${each}) > /dev/null 2>&1 && echo ${index}`).join('\n'), network)
  return attempts.filter((_, index) => stdout.full.split('\n').includes(String(index)))
}

async function listen(): Promise<number> {
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return (server.address() as { port: number }).port
}

const connect = (port: number) => `node -e 'require("net").connect(${port}, "127.0.0.1").on("connect", () => process.exit(0))'`

const repository = () =>
  temporaryFolder({
    '.git/hooks/pre-commit': 'old',
    '.forloop/state.sqlite': 'old',
    'src/a.js': 'old',
    '.env': 'old',
    'inner/.claude/settings.json': 'old',
    'node_modules/left-pad/index.js': 'old',
    'home/.ssh/id_ed25519': 'secret',
    'home/.config/gh/hosts.yml': 'secret',
    'home/.netrc': 'secret',
    'home/.profile': 'plain',
  })

if (report.kind === 'bubblewrap')
  describe('45. in bubblewrap', () => {
    it('the workspace and a private /tmp are written, and nothing else', async () => {
      const root = repository()
      const beside = temporaryFolder({ file: 'old' })
      const attempts = {
        may: ['echo new > src/a.js', 'mkdir src/new && echo new > src/new/b.js', 'echo new > /tmp/file', 'echo new > "$TMPDIR/other"'],
        mayNot: [
          'echo new > .git/hooks/pre-commit',
          'echo new > .git/hooks/post-commit',
          'mv .git .git2',
          'rm .forloop/state.sqlite',
          'rm -r .forloop',
          'echo new > .env',
          'echo new > inner/.claude/settings.json',
          'echo new > node_modules/left-pad/index.js',
          `cat ${beside}/file`,
          `echo new > ${process.execPath}.new`,
          'touch /usr/new /etc/new /var/tmp/new /run/new',
          'mount -o remount,rw /',
          'umount .git',
        ],
      }
      expect(await couldDo(root, [...attempts.may, ...attempts.mayNot])).toEqual(attempts.may)
      expect(readFileSync(join(root, 'src/a.js'), 'utf8')).toBe('new\n')
      expect(readFileSync(join(root, '.git/hooks/pre-commit'), 'utf8')).toBe('old')
      expect(readFileSync(join(beside, 'file'), 'utf8')).toBe('old')
      expect(existsSync('/tmp/other')).toBe(false)
    })

    it('the secrets of the home folder are hidden, also where it is a link that leads to them', async () => {
      const root = repository()
      mkdirSync(join(root, 'home/real-aws'))
      writeFileSync(join(root, 'home/real-aws/credentials'), 'secret')
      symlinkSync('real-aws', join(root, 'home/.aws'))
      const secrets = ['.ssh/id_ed25519', '.config/gh/hosts.yml', '.netrc', '.aws/credentials', 'real-aws/credentials']
      const attempts = [...secrets, '.profile'].map((name) => `cat ~/${name}`)
      expect(await couldDo(root, attempts)).toEqual(['cat ~/.profile'])
    })

    it('tools keep their caches in private', async () => {
      const root = repository()
      const attempts = ['mkdir -p "$XDG_CACHE_HOME/a"', 'mkdir -p "$npm_config_cache"', 'echo new > node_modules/.vite-temp/a']
      expect(await couldDo(root, attempts)).toEqual(attempts)
      expect(existsSync(join(root, 'node_modules/.vite-temp/a'))).toBe(false)
    })

    it('packages that are linked from elsewhere are the same: read, with private caches', async () => {
      const root = temporaryFolder()
      const packages = join(temporaryFolder({ 'node_modules/left-pad/index.js': '' }), 'node_modules')
      symlinkSync(packages, join(root, 'node_modules'))
      const attempts = ['cat node_modules/left-pad/index.js', 'echo new > node_modules/.vite-temp/a', 'echo new > node_modules/new']
      expect(await couldDo(root, attempts)).toEqual(attempts.slice(0, 2))
      expect(existsSync(join(packages, '.vite-temp/a'))).toBe(false)
    })

    it('the network fails but for a loopback of its own; the host of it is there if the operator says so', async () => {
      const root = temporaryFolder()
      const port = await listen()
      const own =
        'const s = require("net").createServer().listen(0, "127.0.0.1", () => require("net").connect(s.address().port, "127.0.0.1"'
      const loopback = `node -e '${own}).on("connect", () => process.exit(0)))'`
      expect(await couldDo(root, [connect(port), loopback])).toEqual([loopback])
      expect(await couldDo(root, [connect(port)], 'host')).toEqual([connect(port)])
    })

    it('no process of the machine is seen, and no capability is left', async () => {
      const { stdout, sandbox } = await run(repository(), 'ls /proc | grep -c "^[0-9]"; grep CapEff /proc/self/status; id -u')
      const [processes, capabilities, user] = stdout.full.trim().split('\n')
      expect(Number(processes)).toBeLessThan(8)
      expect(capabilities).toMatch(/^CapEff:\s+0+$/)
      expect(user).toBe(String(process.getuid!()))
      expect(sandbox).toEqual({ kind: 'bubblewrap', network: 'none' })
    })

    it('a check that wants the network is told how to get it', async () => {
      const { outcome, feedback } = await run(temporaryFolder(), `node -e 'require("net").connect(${await listen()}, "127.0.0.1")'`)
      expect(outcome).toBe('failed')
      expect(feedback).toContain('--sandbox-network host')
    })

    it('41. a command that ignores SIGTERM ends, with what is in a session of its own', async () => {
      const root = temporaryFolder()
      const command = `${called('contained')} trap "" TERM; setsid sleep 1000 & sleep 1000`
      const more = { sandbox: await open(root), timeoutMs: 500, limits: { graceMs: 200 } }
      expect(await runIn(root, command, more)).toMatchObject({ outcome: 'timeout' })
      expect(processesCalled('contained')).toBe(0)
    })

    it('a command dies with what started it', async () => {
      const root = temporaryFolder()
      const command = await (await open(root)).enter(['sh', '-c', 'echo ready; sleep 1000'])
      const parent = spawn('sh', ['-c', '"$@" & wait', 'sh', ...command], { stdio: ['ignore', 'pipe', 'ignore'] })
      const closed = once(parent.stdout, 'close')
      await once(parent.stdout, 'data')
      parent.kill('SIGKILL')
      // Whoever still ran would hold the pipe open.
      await closed
    })
  })
else
  it('bubblewrap does not work here, and the reason is told', () => {
    expect(report.reason).toMatch(/^bwrap|^bubblewrap/)
  })
