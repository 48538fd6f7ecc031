import { usage } from './usage.ts'
import { parseJson } from './value.ts'

const limitBytes = 4 * 1024 * 1024

/** The arguments given with `--input`, as text or on stdin. */
export async function readWholeInput(input: string | undefined, stdin: NodeJS.ReadableStream): Promise<Record<string, unknown>> {
  if (input === undefined) return {}
  const value = parseJson(input === '-' ? await readAll(stdin) : input, '--input')
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw usage('--input takes a JSON object: {"argument": value, …}.')
  return value as Record<string, unknown>
}

async function readAll(stdin: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stdin) {
    chunks.push(Buffer.from(chunk))
    bytes += chunks.at(-1)!.length
    if (bytes > limitBytes) throw usage('--input - takes at most 4 MiB.')
  }
  return Buffer.concat(chunks).toString('utf8')
}
