import { openInside } from 'loop-core/workspace'

/** The most files that are read; with more of them nothing can be said. */
export const mostFiles = 200
const mostBytes = 2 * 1024 * 1024

/** Whether one of some literal texts stands in the first 2 MiB of any of some files. */
export async function holdsForbidden(root: string, paths: readonly string[], patterns: readonly string[]): Promise<boolean> {
  for (const path of paths) {
    const text = await read(root, path)
    if (patterns.some((pattern) => text.includes(pattern))) return true
  }
  return false
}

/** Empty for whatever is no regular file inside the root: nothing of that kind is committed as text. */
async function read(root: string, path: string): Promise<string> {
  const opened = await openInside(root, path)
  if ('fault' in opened) return ''
  try {
    const { buffer, bytesRead } = await opened.file.read({ buffer: Buffer.alloc(mostBytes), position: 0 })
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await opened.file.close()
  }
}
