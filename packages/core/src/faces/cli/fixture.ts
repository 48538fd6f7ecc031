import { PassThrough } from 'node:stream'
import { localPrincipal } from '../../accounts/identities.ts'
import { localCaller } from '../../local-caller.ts'
import { testLoop } from '../../testing/index.ts'
import { type CommandLine, runCommand } from './run.ts'

export interface Outcome {
  exitCode: number
  stdout: string
  stderr: string
}

/** A command line on a database in memory: give it words, and it says what a person would see. */
export function testCommandLine(modules: CommandLine['modules'], options: Partial<CommandLine> = {}) {
  const { application } = testLoop(modules)
  const caller = localCaller(application, localPrincipal())
  const check = () => application.storage.check()
  return {
    application,
    close: () => caller.close(),
    async run(words: readonly string[], further: Partial<CommandLine> = {}): Promise<Outcome> {
      const stdin = new PassThrough()
      const stdout = new PassThrough()
      const stderr = new PassThrough()
      const line = { name: 'loop-test', version: '1.2.3', modules, words, caller, environment: {}, stdin, stdout, stderr, check }
      const exitCode = await runCommand({ ...line, ...options, ...further })
      return { exitCode, stdout: textOf(stdout), stderr: textOf(stderr) }
    },
  }
}

/** A stream at which a person seems to sit, with what they type. */
export function terminal(typed = ''): PassThrough {
  const stream = new PassThrough()
  if (typed !== '') stream.write(typed)
  return Object.assign(stream, { isTTY: true })
}

export function textOf(stream: PassThrough): string {
  return String(stream.read() ?? '')
}
