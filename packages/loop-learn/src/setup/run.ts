import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type CommandSurroundings, LoopError, readWord, usage } from 'loop-core'
import { isObject } from '../hooks/payload.ts'
import { ownProgram } from './program.ts'
import { withHooks } from './settings.ts'

/** Prints the settings with our hooks, or writes them into a file. */
export async function runSetup(words: readonly string[], { print }: CommandSurroundings, program = ownProgram): Promise<number> {
  const { write } = asked(words)
  const path = write === undefined ? undefined : resolve(write)
  const before = path === undefined ? {} : await settingsIn(path)
  const settings = withHooks(before, program())
  const text = `${JSON.stringify(settings, null, 2)}\n`
  if (path === undefined) await print(settings, () => text.trimEnd())
  else {
    await replace(path, text)
    await print({ path, written: true }, () => `Wrote ${path}. Start Claude Code anew; /hooks shows the hooks.`)
  }
  return 0
}

function asked(words: readonly string[]): { write?: string } {
  const { word, values } = readWord(words, { write: { type: 'string' } })
  if (word !== 'claude-code') throw usage('setup knows the client claude-code.', ['loop-learn setup claude-code [--write FILE]'])
  return values
}

async function settingsIn(path: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readFile(path, 'utf8').catch(nothingThere)
  if (text === undefined) return {}
  try {
    const settings: unknown = JSON.parse(text.replace(/^\ufeff/, ''))
    if (isObject(settings)) return settings
  } catch {}
  throw new LoopError('invalid_input', `${path} does not hold one JSON object. Mend it, then run setup again.`, { code: 'file_unusable' })
}

/** A new file takes the old one's place in one move and with its mode, so that no reader meets half of it. */
async function replace(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const mode = (await stat(path).catch(nothingThere))?.mode
  const draft = `${path}.${randomUUID()}.tmp`
  await writeFile(draft, text, { flag: 'wx', ...(mode !== undefined && { mode }) })
  await rename(draft, path)
}

function nothingThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
