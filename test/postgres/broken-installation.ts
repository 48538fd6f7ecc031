import { cpSync, lstatSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { binaryFolders, findBinaries } from './binaries.ts'

/** For one test, copies the embedded package without its library links into a folder that is closed to other accounts. */
export function brokenInstallation(): string {
  const folder = mkdtempSync(join(tmpdir(), 'loop-broken-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const notLink = (path: string) => !lstatSync(path).isSymbolicLink()
  cpSync(dirname(findBinaries(binaryFolders())), folder, { recursive: true, filter: notLink })
  return join(folder, 'bin')
}
