import { realpath } from 'node:fs/promises'
import { bubblewrapArguments, type Contained } from './bubblewrap.ts'
import { cacheVariables } from './cache-variables.ts'
import { findProgram } from './find-program.ts'
import { probe } from './probe.ts'
import { sandboxMissing } from './refusals.ts'
import type { Sandbox, SandboxMode, SandboxNetwork } from './sandbox.ts'

/** What commands may do, and where. */
export interface SandboxRequest {
  mode: SandboxMode
  network: SandboxNetwork
  root: string
  /** Of the caller; its search path says where bubblewrap is, its home what to hide. */
  environment: NodeJS.ProcessEnv
  /** Whether a path, relative to the root and `/`-separated, must not be written. */
  isProtected: (path: string) => boolean
  /** 3,000 unless said. */
  probeMs?: number
}

/** Finds out once what can contain commands here; refuses where a sandbox is required and there is none. */
export async function openSandbox(request: SandboxRequest): Promise<Sandbox> {
  if (request.mode === 'off') return uncontained('switched off')
  const found = await tryBubblewrap(request)
  if (typeof found !== 'string') return found
  if (request.mode === 'require') throw sandboxMissing(found)
  return uncontained(found)
}

function uncontained(reason: string): Sandbox {
  return { report: { kind: 'none', network: 'host', reason }, enter: async (command) => command, environment: {} }
}

/** A sandbox, or why there is none. */
async function tryBubblewrap({ root, network, environment, isProtected, probeMs = 3_000 }: SandboxRequest): Promise<Sandbox | string> {
  if (process.platform !== 'linux') return `bubblewrap runs on Linux, and this is ${process.platform}`
  const contained: Contained = { root: await realpath(root), home: environment.HOME, network, isProtected }
  const program = await findProgram('bwrap', environment.PATH ?? '', contained.root)
  if (program === undefined) return 'bwrap was not found on the search path'
  const enter: Sandbox['enter'] = async (command) => [program, ...(await bubblewrapArguments(contained)), ...command]
  const fault = await probe(await enter(['sh', '-c', ':']), { cwd: contained.root, env: { PATH: environment.PATH }, timeoutMs: probeMs })
  return fault ?? { report: { kind: 'bubblewrap', network }, enter, environment: cacheVariables(environment) }
}
