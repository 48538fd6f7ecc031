import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

/** The half of the library that runs in browsers, as it is installed beside this package. */
export async function browserLibrary(): Promise<string> {
  // From this package's own place, since a program that bundles it has its dependencies elsewhere.
  const { resolve } = createRequire(import.meta.resolve('loop-ctl'))
  return readFile(new URL('../dist/bundle/index.umd.min.js', `file://${resolve('@simplewebauthn/browser')}`), 'utf8')
}
