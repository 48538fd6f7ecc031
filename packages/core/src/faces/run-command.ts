import { mounted, openCaller, type Server } from './server.ts'

/** Runs one command of the command line and returns its exit code. */
export async function runWords(server: Server, words: readonly string[]): Promise<number> {
  const { runCommand } = await import('./cli/run.ts')
  const { caller, application } = await openCaller(server)
  try {
    const { name, version, environment } = server
    const { stdin, stdout, stderr } = process
    const check = application && (() => application.storage.check())
    const signal = interrupted()
    return await runCommand({ name, version, modules: mounted(server), words, caller, environment, stdin, stdout, stderr, check, signal })
  } finally {
    await caller.close()
  }
}

/** Aborted by the first Ctrl-C, so that a call can end in order; a second one ends the process. */
function interrupted(): AbortSignal {
  const controller = new AbortController()
  process.once('SIGINT', () => controller.abort())
  return controller.signal
}
