const largestBytes = 8 * 1024 * 1024

/** Reads all that a client sends; throws where it is more than anybody has to say. */
export async function readStdin(stdin: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stdin) {
    chunks.push(Buffer.from(chunk))
    length += chunk.length
    if (length > largestBytes) throw new Error('the payload is larger than 8 MiB')
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\ufeff/, '')
}
