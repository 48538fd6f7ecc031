import { readFile, stat } from 'node:fs/promises'
import { repliesInvalid, repliesMissing } from './refusals.ts'

const mostBytes = 64 * 1_048_576

/** Reads what a file of replies holds; `read` throws where it is of another form. */
export async function readReplies<Value>(file: string, read: (text: string) => Value): Promise<Value> {
  const found = await stat(file).catch(() => undefined)
  if (!found) throw repliesMissing(file)
  if (!found.isFile() || found.size > mostBytes) throw repliesInvalid(file, 'it is not a file, or larger than 64 MiB.')
  const text = await readFile(file, 'utf8')
  try {
    return read(text)
  } catch {
    throw repliesInvalid(file, 'it cannot be parsed.')
  }
}
