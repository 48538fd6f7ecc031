import { openCaller, mounted, type Server } from './server.ts'

/** Runs one command of the command line and returns its exit code. */
export async function runWords(server: Server, words: readonly string[]): Promise<number> {
  const { runCommand } = await import('./cli/run.ts')
  const { caller, application } = await openCaller(server)
  try {
    const { name, version, environment } = server
    const { stdin, stdout, stderr } = process
    const check = application && (() => application.storage.check())
    return await runCommand({ name, version, modules: mounted(server), words, caller, environment, stdin, stdout, stderr, check })
  } finally {
    await caller.close()
  }
}
