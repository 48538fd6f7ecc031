// Lets `npm start`, `npm test` and the others work on a machine that has Node.js and npm only: npx fetches the pinned pnpm, pnpm does the rest.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Loop needs Node.js 20.19 or newer; this is ${process.versions.node}. Install a newer one, then run the same command again.`,
  )
  process.exit(1)
}

const { packageManager } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const inherited = Object.entries(process.env).filter(([name]) => !/^npm_(lifecycle|package)_/.test(name))
const env = { ...Object.fromEntries(inherited), TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' }
const [task, ...rest] = process.argv.slice(2)
// What these print is an answer or a protocol, so pnpm says nothing in between.
const silent = ['dev', 'mcp', 'smoke'].includes(task) ? ['--silent'] : []
const windows = process.platform === 'win32'
const child = spawn(windows ? 'npx.cmd' : 'npx', ['--yes', packageManager, ...silent, 'run', `do:${task}`, ...rest], {
  stdio: 'inherit',
  env,
  shell: windows,
  detached: !windows,
})
// npx and pnpm end without telling those they have started, so a signal goes to the whole group.
const pass = (signal) => (windows ? child.kill(signal) : process.kill(-child.pid, signal))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass)
// The shell that npm puts between dies of a signal alone; then nobody waits for us any more.
const parent = process.ppid
setInterval(() => process.ppid !== parent && pass('SIGTERM'), 500).unref()
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 130 : 1)))
