import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { isRunning } from './testing.ts'

const entry = pathToFileURL(`${import.meta.dirname}/index.ts`).href

test('a child does not outlive a parent that calls process.exit', async () => {
  const script = `
    import { runProcess } from ${JSON.stringify(entry)}
    const child = 'console.log(process.pid); setInterval(() => {}, 1000)'
    const onOutput = (chunk) => process.stdout.write(chunk, () => process.exit(0))
    runProcess({ command: [process.execPath, '-e', child], cwd: '.', timeoutMs: 60000, maxOutputBytes: 0, onOutput })
  `
  const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { cwd: import.meta.dirname })
  let output = ''
  parent.stdout.on('data', (chunk) => {
    output += chunk
  })
  await once(parent, 'close')
  expect(Number(output)).toBeGreaterThan(0)
  await expect.poll(() => isRunning(Number(output)), { timeout: 30_000 }).toBe(false)
})
