import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { recordingLog } from './fixtures/recording-log.ts'
import { discreetLog } from './log.ts'

const run = promisify(execFile)

/** The file itself as a program: what it writes goes to the streams of its process. */
async function say(level: string, words: string): Promise<{ stdout: string; stderr: string }> {
  const program = `import { createLogger } from ${JSON.stringify(new URL('./log.ts', import.meta.url).href)}; const log = createLogger('${level}'); ${words}`
  return run(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program])
}

describe('createLogger()', () => {
  it('writes to stderr, because stdout belongs to the protocol', async () => {
    const { stdout, stderr } = await say('warn', "log.warn({ a: 1 }, 'careful')")
    expect(stdout).toBe('')
    expect(JSON.parse(stderr)).toEqual({ level: 40, time: expect.any(Number), a: 1, msg: 'careful' })
  })

  it('leaves out what is below its level, and what no log should hold', async () => {
    const { stderr } = await say(
      'warn',
      "log.info('no'); log.error({ headers: { authorization: 'Bearer x', cookie: 'y' }, key: { token: 'z' } })",
    )
    expect(JSON.parse(stderr)).toMatchObject({
      level: 50,
      headers: { authorization: '[Redacted]', cookie: '[Redacted]' },
      key: { token: '[Redacted]' },
    })
  })
})

describe('discreetLog()', () => {
  it('hides the secrets that are known when a line is written', () => {
    const { log, lines } = recordingLog()
    const secrets: string[] = []
    const discreet = discreetLog(log, secrets)
    discreet.info({ at: 'hush!' }, 'before')
    secrets.push('hush!')
    discreet.warn({ at: 'hush!' }, 'said hush!')
    expect(lines).toEqual([
      { level: 'info', at: 'hush!', message: 'before' },
      { level: 'warn', at: '[secret]', message: 'said [secret]' },
    ])
  })
})
