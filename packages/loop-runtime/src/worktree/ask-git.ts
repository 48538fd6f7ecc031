import { protectedGit } from 'loop-core/workspace'
import type { Runtime } from '../runtime.ts'
import { gitFailed } from './refusals.ts'

/** Checking out a large repository takes its time. */
const timeoutMs = 120_000

/** Without a signal nobody can break it off. */
type Around = Pick<Runtime, 'environment'> & { signal?: AbortSignal }

/** Calls git and answers what it says; refuses unless git succeeds. */
export type AskGit = (args: readonly string[], input?: Uint8Array | string) => Promise<Buffer>

/** Prepares calls of git in a repository of which nothing that it configures is run: no hook, no filter, no monitor. */
export async function askGit({ environment, signal }: Around, top: string): Promise<AskGit> {
  const git = await protectedGit(top, { env: environment, timeoutMs, ...(signal && { signal }) }).catch((fault: Error) => {
    throw gitFailed(fault.message)
  })
  return async (args, input) => {
    const { exitCode, tooLong, stdout, complaint } = await git(args, input)
    if (exitCode !== 0 || tooLong) throw gitFailed(complaint || `git ${args[0]} did not succeed.`)
    return stdout
  }
}
