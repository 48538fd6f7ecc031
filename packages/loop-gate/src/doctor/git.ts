import { runProcess, scrubEnvironment } from 'loop-core/process'

const mostMs = 5_000

/** Without git nothing tells which files a stop is about. */
export async function checkGit(environment: Readonly<Record<string, string | undefined>>): Promise<string | { fine: string }> {
  const { outcome, exitCode, outputTail } = await runProcess({
    ...{ command: ['git', '--version'], cwd: '/', env: scrubEnvironment(environment) },
    ...{ timeoutMs: mostMs, maxOutputBytes: 1_000 },
  })
  const version = /^git version (\S+)/.exec(outputTail)?.[1]
  if (outcome === 'exited' && exitCode === 0 && version) return { fine: version }
  const what = outcome === 'could_not_start' ? 'was not found' : 'does not answer'
  return `git ${what}, so stops in repositories are not judged.\nInstall git, or put its folder into PATH.`
}
