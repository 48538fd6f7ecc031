import { sha256 } from '../task/policy-hash.ts'

/** The hash of a file's content, null where there is no file. */
export function sha256Of(bytes: Buffer | null): string | null {
  return bytes === null ? null : sha256(bytes)
}
