import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Caller } from '../caller.ts'
import { LoopError } from '../error.ts'
import { callables, type Module } from '../module.ts'
import type { NamedFiles } from '../operation.ts'

/** The most bytes of one file; the operation's own schema may allow less. */
const limitBytes = 16 * 1024 * 1024

/** Without waiting: a pipe that nobody writes to would otherwise never open. */
const readOnly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/**
 * The same caller, which reads the files that arguments name, where they lie on the machine of whoever calls.
 *
 * Throws `invalid_input` with the codes `two_sources`, `file_unreadable`, `file_too_large`, `file_not_json`.
 */
export function readingFiles(caller: Caller, modules: readonly Module[]): Caller {
  const files = new Map(modules.flatMap(callables).flatMap(({ name, files }) => (files ? [[name, files] as const] : [])))
  const call: Caller['call'] = async (name, input, options) => {
    const named = files.get(name)
    return caller.call(name, named ? await withContents(named, (input ?? {}) as Arguments) : input, options)
  }
  return { ...caller, call }
}

type Arguments = Readonly<Record<string, unknown>>

async function withContents(files: NamedFiles, input: Arguments): Promise<Arguments> {
  const read = { ...input }
  for (const [argument, target] of Object.entries(files)) {
    const path = input[argument]
    if (typeof path !== 'string') continue
    if (input[target] !== undefined) throw refusal('two_sources', `Give ${target} or ${argument}, not both.`)
    delete read[argument]
    read[target] = parsed(path, await contentOf(path))
  }
  return read
}

async function contentOf(path: string): Promise<string> {
  const file = await open(path, readOnly).catch((error: NodeJS.ErrnoException) => {
    throw refusal('file_unreadable', `The file ${path} cannot be read (${error.code}).`)
  })
  try {
    const stats = await file.stat()
    if (!stats.isFile()) throw refusal('file_unreadable', `${path} is no regular file.`)
    if (stats.size > limitBytes) throw refusal('file_too_large', `${path} has more than ${limitBytes / 1024 / 1024} MiB.`)
    return await file.readFile('utf8')
  } finally {
    await file.close()
  }
}

/** The parser's own words may quote the file, which need not be one that the caller may see. */
function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    throw refusal('file_not_json', `${path} holds no JSON.`)
  }
}

function refusal(code: string, message: string): LoopError {
  return new LoopError('invalid_input', message, { code, hints: ['A path is taken from the folder in which the server was started.'] })
}
