import { realpath } from 'node:fs/promises'
import { delimiter, dirname, isAbsolute } from 'node:path'
import { scrubEnvironment } from '../../process/index.ts'
import { isInside } from '../paths/is-inside.ts'

/** The environment for git calls in a repository: nothing that points git elsewhere, asks a person or reaches the network. */
export async function gitEnvironment(env: NodeJS.ProcessEnv, root: string): Promise<NodeJS.ProcessEnv> {
  const scrubbed = scrubEnvironment(env, { drop: ['GIT_*'] })
  const pathName = Object.keys(scrubbed).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  return {
    ...scrubbed,
    [pathName]: await pathOutside(root, scrubbed[pathName] ?? ''),
    // Were `.git` broken, git would go on upwards and answer for another repository.
    GIT_CEILING_DIRECTORIES: dirname(root),
    GIT_LITERAL_PATHSPECS: '1',
    GIT_TERMINAL_PROMPT: '0',
    // A repository can declare itself partial; git would then run what it names as its remote, to fetch a missing object.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
  }
}

/** The search path without folders inside the repository, where `npx` puts `node_modules/.bin`: a `git` there is not git. */
async function pathOutside(root: string, path: string): Promise<string> {
  const folders = path.split(delimiter).filter((folder) => isAbsolute(folder))
  const real = await Promise.all(folders.map((folder) => realpath(folder).catch(() => folder)))
  return folders.filter((folder, index) => !isInside(root, folder) && !isInside(root, real[index]!)).join(delimiter)
}
