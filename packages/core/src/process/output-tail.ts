import { createHash } from 'node:crypto'
import type { OutputSummary } from './process-types.ts'

/** Counts and hashes an output of any length while holding only its end. */
export interface OutputTail {
  add(chunk: Uint8Array): void
  summary(): OutputSummary
}

/** Makes a tail that keeps the last `maxBytes` bytes. */
export function createOutputTail(maxBytes: number): OutputTail {
  const hash = createHash('sha256')
  let chunks: Uint8Array[] = []
  let held = 0
  let total = 0

  function compact(): Buffer {
    const tail = lastBytes(Buffer.concat(chunks), maxBytes)
    chunks = [tail]
    held = tail.length
    return tail
  }

  return {
    add(chunk) {
      hash.update(chunk)
      total += chunk.length
      held += chunk.length
      chunks.push(chunk)
      // Only at twice the size, so that a flood of small pieces is not copied for each of them.
      if (held > 2 * maxBytes) compact()
    },
    summary() {
      const tail = compact()
      const truncated = total > tail.length
      const outputTail = (truncated ? fromWholeCharacter(tail) : tail).toString('utf8')
      return { outputBytes: total, outputSha256: hash.copy().digest('hex'), outputTail, truncated }
    },
  }
}

/** A copy, so that the larger buffer can be freed. */
function lastBytes(bytes: Buffer, count: number): Buffer {
  return Buffer.from(bytes.subarray(Math.max(0, bytes.length - count)))
}

/** Drops the rest of a UTF-8 character whose beginning was cut off. */
function fromWholeCharacter(bytes: Buffer): Buffer {
  let start = 0
  while (start < 3 && start < bytes.length && (bytes[start]! & 0xc0) === 0x80) start += 1
  return bytes.subarray(start)
}
