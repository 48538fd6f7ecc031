import { createHash } from 'node:crypto'

/** The hash of a file's content, null where there is no file. */
export function sha256Of(bytes: Buffer | null): string | null {
  return bytes === null ? null : createHash('sha256').update(bytes).digest('hex')
}
