import type { FileHandle } from 'node:fs/promises'
import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { type OpenFault, openInside } from 'loop-core/workspace'
import { sha256 } from '../sha256.ts'
import { largestPolicy, policyPath } from './policy-path.ts'

/** The policy as it stands in a folder now, whether anybody accepted it or not. */
export interface PolicyText {
  text: string
  /** sha256 of the file's bytes. */
  hash: string
}

/** A policy file that is there and cannot be read, in words that follow its name. */
export interface UnreadablePolicy {
  unreadable: string
}

/** Reads the policy file beneath a workspace's root: a regular file, reached through no link. Undefined where there is none. */
export async function readPolicyFile(root: string): Promise<PolicyText | UnreadablePolicy | undefined> {
  const opened = await openInside(root, policyPath)
  if ('fault' in opened) return nothingThere.has(opened.fault) ? undefined : { unreadable: problems[opened.fault] ?? 'cannot be opened' }
  try {
    if (opened.path !== join(await realpath(root), policyPath)) return { unreadable: throughLink }
    return textOf(await readAtMost(opened.file, largestPolicy + 1))
  } finally {
    await opened.file.close()
  }
}

/** The name by which the text of a policy is accepted. */
export function hashOfPolicy(text: string | Uint8Array): string {
  return sha256(text)
}

const throughLink = 'is reached through a link: put the file itself there'

const nothingThere: ReadonlySet<OpenFault> = new Set<OpenFault>(['missing', 'not_a_folder'])

const problems: Partial<Record<OpenFault, string>> = {
  outside: throughLink,
  dangling_link: throughLink,
  link_loop: throughLink,
  not_a_file: 'is not a regular file',
  moved: 'was changed while it was read',
}

function textOf(bytes: Buffer): PolicyText | UnreadablePolicy {
  if (bytes.length > largestPolicy) return { unreadable: `has more than ${largestPolicy / 1_024} KiB` }
  try {
    // A byte order mark stays, so that the text has the same hash as the bytes.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return { text, hash: hashOfPolicy(bytes) }
  } catch {
    return { unreadable: 'is not UTF-8' }
  }
}

/** A file can grow while it is read. */
async function readAtMost(file: FileHandle, most: number): Promise<Buffer> {
  const buffer = Buffer.alloc(most)
  let length = 0
  while (length < most) {
    const { bytesRead } = await file.read(buffer, length, most - length, null)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return buffer.subarray(0, length)
}
