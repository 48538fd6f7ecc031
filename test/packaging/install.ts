import { existsSync } from 'node:fs'
import { cp, mkdir, realpath, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Packed } from './pack.ts'

export interface Installation {
  packages: readonly Packed[]
  /** Dependencies that could not be installed. */
  without?: readonly string[]
}

/** Makes `node_modules` as an installation would, without a registry: the packed packages, each with links to what it says it depends on. */
export async function install(folder: string, { packages, without = [] }: Installation): Promise<void> {
  const siblings = packages.map(({ manifest }) => manifest.name)
  for (const { manifest, folder: unpacked, source } of packages) {
    const place = join(folder, 'node_modules', manifest.name)
    await cp(unpacked, place, { recursive: true })
    const { dependencies = {}, optionalDependencies = {} } = manifest
    const wanted = [
      ...Object.keys(dependencies),
      ...Object.keys(optionalDependencies).filter((name) => existsSync(join(source, 'node_modules', name))),
    ]
    await link(place, { names: wanted.filter((name) => !siblings.includes(name) && !without.includes(name)), from: source })
  }
}

/** Links some dependencies of a folder of this workspace into another folder. */
export async function link(folder: string, { names, from }: { names: readonly string[]; from: string }): Promise<void> {
  for (const name of names) {
    const place = join(folder, 'node_modules', name)
    await mkdir(dirname(place), { recursive: true })
    await symlink(await realpath(join(from, 'node_modules', name)), place, 'junction')
  }
}
