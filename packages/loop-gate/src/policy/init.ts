import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { LoopError } from 'loop-core'
import { resolveInside } from 'loop-core/workspace'
import type { Profile } from '../words.ts'
import type { Policy } from './policy.ts'
import { policyPath } from './policy-path.ts'
import { proposePolicy, type TellingFiles, tellingFiles } from './propose-policy.ts'
import { readPolicy, sayFault } from './read-policy.ts'

export interface Started {
  /** The whole path of the file that was written. */
  path: string
  policy: Policy
}

/** Writes a first policy into a folder, and nothing else; what is there is never overwritten. */
export async function startPolicy(root: string, profile?: Profile): Promise<Started> {
  const text = proposePolicy(await filesThatTell(root), profile)
  const read = readPolicy(text)
  if ('faults' in read) throw new Error(`The proposed policy is wrong: ${read.faults.map(sayFault).join('; ')}`)
  return { path: await writeNew(root, text), policy: read.policy }
}

/** Larger files than a person writes tell nothing. */
const largest = 1_048_576

async function filesThatTell(root: string): Promise<TellingFiles> {
  const read = async (name: (typeof tellingFiles)[number]) => {
    const text = await readFile(join(root, name), 'utf8').catch(() => undefined)
    return text === undefined ? [] : [[name, text.length > largest ? '' : text] as const]
  }
  return Object.fromEntries((await Promise.all(tellingFiles.map(read))).flat())
}

async function writeNew(root: string, text: string): Promise<string> {
  const place = await resolveInside(root, policyPath)
  if (!place.inside || place.linked) throw behindLink()
  if (place.exists) throw alreadyThere()
  await mkdir(dirname(place.path), { recursive: true })
  // The flag refuses what came there meanwhile, a link included.
  await writeFile(place.path, text, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? alreadyThere() : error
  })
  return place.path
}

function alreadyThere(): LoopError {
  return new LoopError('conflict', `${policyPath} is already there and stays as it is.`, {
    code: 'policy_exists',
    hints: ['Accept it: loop-gate policy accept.', 'Or remove it, then call init again.'],
  })
}

function behindLink(): LoopError {
  const message = `${policyPath} cannot be written: .loop is no folder of this project, or a link.`
  return new LoopError('conflict', message, { code: 'policy_not_writable', hints: ['Put a folder .loop there.'] })
}
