import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LoopError } from 'loop-core'

/** Where packages are kept that nobody installed; whatever points there is gone one day. */
const passing = /[\\/](_npx|dlx|dlx-[^\\/]*|bunx-[^\\/]*)[\\/]/

/** What means something to a shell even between quotation marks. */
const spokenByShells = /["$`\n]/

/** The program of the package that this file belongs to, as it is built. */
export function ownProgram(from: string = import.meta.url): string {
  const folder = packageFolder(dirname(fileURLToPath(from)))
  const path = folder && join(folder, 'dist', 'bin.js')
  if (!path || !existsSync(path))
    throw refused('This installation has no program for the hook. Run the package itself: npx loop-learn setup.')
  if (passing.test(path)) throw refused('This copy is in a cache of npx, which a hook must not depend on. Install it: npm i -g loop-learn.')
  if (spokenByShells.test(path)) throw refused(`No shell can be given the path ${path}. Install loop-learn elsewhere.`)
  return path
}

function packageFolder(folder: string): string | undefined {
  const manifest = join(folder, 'package.json')
  if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, 'utf8')).name === 'loop-learn' ? folder : undefined
  return dirname(folder) === folder ? undefined : packageFolder(dirname(folder))
}

function refused(message: string): LoopError {
  return new LoopError('invalid_input', message, { code: 'no_hook' })
}
