import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isObject, jsonOf } from '../clients/payload.ts'
import { refused } from './refused.ts'
import type { SetupScope } from './targets.ts'

/** Where packages are kept that nobody installed; whatever points there is gone one day. */
const passing = /[\\/](_npx|dlx|dlx-[^\\/]*|bunx-[^\\/]*)[\\/]/

/** What means something to a shell even between quotation marks. */
const spokenByShells = /["$`\n]/

interface Installed {
  scope: SetupScope
  hookPath: string
  packageJson: string | undefined
}

/** How a hook's command names its program. What belongs to a project must work for everybody who has it, so it names no machine's folder. */
export function hookFor({ scope, hookPath, packageJson }: Installed): string {
  if (scope === 'project') {
    if (!dependsOnUs(packageJson)) throw notInProject()
    return 'node_modules/loop-gate/dist/hook.js'
  }
  if (passing.test(hookPath)) throw notInstalled()
  if (spokenByShells.test(hookPath))
    throw refused('path_unusable', `No shell can be given the path ${hookPath}.`, 'Install loop-gate elsewhere.')
  return hookPath
}

function dependsOnUs(packageJson: string | undefined): boolean {
  const manifest = jsonOf(packageJson ?? '')
  if (!isObject(manifest)) return false
  return [manifest.devDependencies, manifest.dependencies].some((list) => isObject(list) && Object.hasOwn(list, 'loop-gate'))
}

function notInProject() {
  const hint = 'Install it first: npm i -D loop-gate. Or set up your own machine alone: --scope user, for Claude Code --scope local.'
  return refused('not_a_dependency', 'A hook of scope project needs loop-gate among the devDependencies of the project.', hint)
}

function notInstalled() {
  const hint = 'Install it first: npm i -g loop-gate, or npm i -D loop-gate. Then: loop-gate setup, or npx loop-gate setup.'
  return refused('not_installed', 'This loop-gate runs from a cache of npx, which a hook must not depend on.', hint)
}

/** The program of the hook in the package that this file belongs to, as it is built. */
export function ownHookPath(from: string = import.meta.url): string {
  const folder = packageFolder(dirname(fileURLToPath(from)))
  const path = folder && join(folder, 'dist', 'hook.js')
  if (path !== undefined && existsSync(path)) return path
  throw refused('no_hook', 'This installation has no program for the hook.', 'Run the command of the package itself: npx loop-gate setup.')
}

function packageFolder(folder: string): string | undefined {
  const manifest = join(folder, 'package.json')
  if (existsSync(manifest)) {
    const read = jsonOf(readFileSync(manifest, 'utf8'))
    return isObject(read) && read.name === 'loop-gate' ? folder : undefined
  }
  return dirname(folder) === folder ? undefined : packageFolder(dirname(folder))
}
