import type { Progress } from '../../caller.ts'
import { isTerminal } from './command-line.ts'
import { printable } from './translate.ts'

const clearLine = '\r\u001b[K'

/** Runs work that may tell how far it is, and shows that in one line which is gone in the end. Shows nothing where no person looks, and waits all the same. */
export async function withProgress<Result>(stderr: NodeJS.WritableStream, work: (progress: Progress) => Promise<Result>): Promise<Result> {
  if (!isTerminal(stderr)) return work(() => {})
  let shown = false
  try {
    return await work((done, total, message = '') => {
      shown = true
      const share = total === undefined ? `${done}` : `${done}/${total}`
      stderr.write(`${clearLine}${`${share} ${printable(message).replaceAll('\n', ' ')}`.slice(0, 79)}`)
    })
  } finally {
    if (shown) stderr.write(clearLine)
  }
}
