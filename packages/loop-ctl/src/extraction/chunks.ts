/** Cuts a text into pieces of at most so many bytes, none within a character; what lies beyond the whole is left. */
export function chunksOf(text: string, { whole, chunk }: { whole: number; chunk: number }): string[] {
  const bytes = Buffer.from(text)
  const end = borderAt(bytes, Math.min(whole, bytes.length))
  const chunks: string[] = []
  for (let start = 0; start < end; ) {
    const next = Math.min(end, borderAt(bytes, start + chunk))
    chunks.push(bytes.toString('utf8', start, next))
    start = next
  }
  return chunks.filter((one) => one.trim() !== '')
}

/** The last border between two characters up to a place: bytes within one begin with the bits 10. */
function borderAt(bytes: Buffer, place: number): number {
  let border = Math.min(place, bytes.length)
  while (border < bytes.length && (bytes[border]! & 0b1100_0000) === 0b1000_0000) border--
  return border
}
