import { lstat, readdir, readlink, realpath } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { findProtected } from './find-protected.ts'
import { gitDataOf } from './git-data.ts'
import { emptyFolder, hidden, inOrder, installedPackages, type Mount, readOnly, writable } from './mounts.ts'
import type { SandboxNetwork } from './sandbox.ts'

/** What a sandbox is made for. */
export interface Contained {
  /** The real path. */
  root: string
  home: string | undefined
  network: SandboxNetwork
  isProtected: (path: string) => boolean
}

const secretsOfHome = [
  '.ssh',
  '.aws',
  '.gnupg',
  '.kube',
  '.docker',
  '.config/gh',
  '.config/gcloud',
  '.netrc',
  '.npmrc',
  '.git-credentials',
  '.loop',
]

/** Sockets of services that would do outside what cannot be done inside. */
const waysOut = [
  '/run/user',
  '/run/dbus',
  '/run/systemd/private',
  '/run/docker.sock',
  '/run/podman',
  '/run/containerd',
  '/run/crio',
  '/run/libvirt',
  '/run/snapd.socket',
]

/** The arguments of bubblewrap before the command; they name what exists now, so they are made anew for each command. */
export async function bubblewrapArguments(contained: Contained): Promise<string[]> {
  const { root, network } = contained
  return [
    ...['--die-with-parent', '--cap-drop', 'ALL'],
    ...['--unshare-user', '--unshare-pid', '--unshare-ipc', '--unshare-uts'],
    ...(network === 'none' ? ['--unshare-net'] : []),
    ...['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc'],
    ...inOrder(await mountsOf(contained)),
    ...['--chdir', root, '--'],
  ]
}

async function mountsOf({ root, home, isProtected }: Contained): Promise<Mount[]> {
  const homes = new Set([home, homedir()].filter((path) => path !== undefined))
  const secrets = [...homes].flatMap((folder) => secretsOfHome.map((name) => join(folder, name)))
  return [
    emptyFolder('/tmp'),
    ...(await gitDataOf(root)).map(readOnly),
    writable(root),
    ...(await protectedPaths(root, isProtected)),
    ...(await linkedPackages(root)),
    ...(await hidden([...secrets, ...waysOut])),
  ]
}

async function protectedPaths(root: string, isProtected: (path: string) => boolean): Promise<Mount[]> {
  const isOurs = (path: string) => path === '.git' || path === '.forloop'
  const found = await findProtected(root, (path) => isOurs(path) || isProtected(path))
  return Promise.all(found.map((path) => (basename(path) === 'node_modules' ? installedPackages : readOnly)(join(root, path))))
}

/** Packages that a worktree shares with the tree it was made from lie outside the root, but their tools want the same caches. */
async function linkedPackages(root: string): Promise<Mount[]> {
  const path = join(root, 'node_modules')
  const stats = await lstat(path).catch(() => undefined)
  if (stats === undefined) return []
  const real = stats.isSymbolicLink() ? await realpath(path).catch(() => undefined) : await linkedFrom(path)
  return real === undefined ? [] : [await installedPackages(real)]
}

/** Where the packages are that a worktree of ours links one by one. */
async function linkedFrom(path: string): Promise<string | undefined> {
  const link = (await readdir(path, { withFileTypes: true }).catch(() => [])).find((entry) => entry.isSymbolicLink())
  const target = link && (await readlink(join(path, link.name)).catch(() => undefined))
  return target && isAbsolute(target) && basename(dirname(target)) === 'node_modules' ? dirname(target) : undefined
}
