import { randomUUID } from 'node:crypto'
import { chmod, mkdir, rename, rm, unlink, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { openInside } from 'loop-core/workspace'
import { type Mode, modes } from '../words.ts'
import { isPolicy } from './is-policy.ts'
import type { Policy } from './policy.ts'
import { hashOfPolicy } from './policy-file.ts'
import { type Check, isEither, isOneOf, isShape, isText } from './shape.ts'
import { acceptedPath, workspaceId } from './workspace.ts'

/** What a person accepted for a folder on this machine, as the stop hook reads it. */
export interface Accepted {
  version: 1
  /** The real path of the folder. */
  root: string
  /** sha256 of the text. */
  hash: string
  accepted_at: string
  accepted_by: string
  /** The person's own mode, whatever the policy says. */
  mode_override?: Mode
  paused_until: string | null
  policy: Policy
  /** The policy file as it was accepted. */
  text: string
}

const isTime: Check = (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value))

const fields: Readonly<Record<keyof Accepted, Check>> = {
  version: isOneOf([1]),
  root: isText,
  hash: isText,
  accepted_at: isTime,
  accepted_by: isText,
  mode_override: isOneOf([undefined, ...modes]),
  paused_until: isEither(isOneOf([null]), isTime),
  policy: isPolicy,
  text: isText,
}
const isAccepted = isShape(fields) as (value: unknown) => value is Accepted

/** Reads what was accepted for a workspace; a copy that somebody broke or moved here from another folder is `damaged`. */
export async function readAccepted(home: string, id: string): Promise<Accepted | 'damaged' | undefined> {
  const opened = await openInside(home, `gate/${id}.json`).catch(nothingThere)
  if ('fault' in opened) return opened.fault === 'missing' ? undefined : 'damaged'
  try {
    return parse(await opened.file.readFile('utf8'), id)
  } finally {
    await opened.file.close()
  }
}

function nothingThere(error: NodeJS.ErrnoException): { fault: 'missing' } {
  if (error.code === 'ENOENT') return { fault: 'missing' }
  throw error
}

function parse(json: string, id: string): Accepted | 'damaged' {
  try {
    const value: unknown = JSON.parse(json)
    return isAccepted(value) && workspaceId(value.root) === id && hashOfPolicy(value.text) === value.hash ? value : 'damaged'
  } catch {
    return 'damaged'
  }
}

/** Keeps what a person accepted, in the place of what they accepted before. Nobody else may read it. */
export async function writeAccepted(home: string, accepted: Accepted): Promise<void> {
  const path = acceptedPath(home, workspaceId(accepted.root))
  const folder = dirname(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  const draft = `${path}.${randomUUID()}.tmp`
  try {
    await writeFile(draft, `${JSON.stringify(accepted, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true })
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** Ends the gate for a folder; false where nothing was accepted. */
export async function forgetAccepted(home: string, id: string): Promise<boolean> {
  return unlink(acceptedPath(home, id)).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )
}
