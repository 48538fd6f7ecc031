const largestBytes = 4 * 1024 * 1024
const longestMs = 2_000

/** Reads all that a client sends, or says why that is not to be had: within 4 MiB and 2 seconds. */
export async function readStdin(stdin: NodeJS.ReadableStream): Promise<{ text: string } | { fault: 'too_large' | 'not_closed' }> {
  const chunks: Buffer[] = []
  let length = 0
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise((resolve, reject) => {
      timer = setTimeout(() => resolve({ fault: 'not_closed' }), longestMs)
      stdin.on('data', (chunk: Buffer | string) => {
        chunks.push(Buffer.from(chunk))
        length += chunk.length
        if (length > largestBytes) resolve({ fault: 'too_large' })
      })
      stdin.once('end', () => resolve({ text: Buffer.concat(chunks).toString('utf8') }))
      stdin.once('error', reject)
    })
  } finally {
    clearTimeout(timer)
    stdin.pause()
  }
}
