const escapes: Record<string, number> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '"': 34, '\\': 92 }

/** The name in a header line of a diff, which git puts in quotes where it has unusual characters; undefined where the quotes are wrong. */
export function nameIn(header: string): string | undefined {
  if (!header.startsWith('"')) return header.replace(/\t.*$/s, '').trimEnd()
  const bytes: number[] = []
  const inside = /\\([0-7]{3}|[abtnvfr"\\])|([^"\\])/suy
  inside.lastIndex = 1
  let end = 1
  for (let match = inside.exec(header); match; match = inside.exec(header)) {
    bytes.push(...bytesOf(match[1], match[2]))
    end = inside.lastIndex
  }
  return header[end] === '"' ? decoded(bytes) : undefined
}

function bytesOf(escaped: string | undefined, character: string | undefined): number[] {
  if (escaped === undefined) return [...Buffer.from(character!)]
  return [escapes[escaped] ?? Number.parseInt(escaped, 8) & 255]
}

function decoded(bytes: readonly number[]): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes))
  } catch {
    return undefined
  }
}
