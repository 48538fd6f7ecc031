import { workInBackground, workOff } from './background.ts'
import { mounted, openCaller, type Server } from './server.ts'

/** Runs one command of the command line and returns its exit code. */
export async function runWords(server: Server, words: readonly string[]): Promise<number> {
  const { ownCommand, runCommand } = await import('./cli/run.ts')
  const { caller, application, inPlaceOf } = await openCaller(server, { typed: true })
  try {
    const { name, version, environment, settings, flags } = server
    const format = settings.format ?? server.format ?? 'human'
    const modules = mounted(server)
    const { stdin, stdout, stderr } = process
    const check = application && (() => application.storage.check())
    // What waits for other programs must end them. An operation that is told to end has nothing to tidy up.
    const own = ownCommand(modules, words)
    const signal = told(own ? ['SIGINT', 'SIGTERM'] : ['SIGINT'])
    // An own command may run for days, as a server does.
    if (application && own) workInBackground(application)
    const surroundings = { caller, environment, format, stdin, stdout, stderr, signal }
    const exitCode = await runCommand({ name, version, modules, flags, words, check, inPlaceOf, ...surroundings })
    if (application) await workOff(application, { stderr, signal })
    return exitCode
  } finally {
    await caller.close()
  }
}

/** Aborted by the first of these signals, so that work can end in order; a second one ends the process. */
function told(names: readonly NodeJS.Signals[]): AbortSignal {
  const controller = new AbortController()
  for (const name of names) process.once(name, () => controller.abort())
  return controller.signal
}
