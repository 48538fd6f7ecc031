import { dirname } from 'node:path'
import { scrubEnvironment } from '../../process/index.ts'
import { searchPathOutside } from '../paths/search-path.ts'

/** The environment for git calls in a repository: nothing that points git elsewhere, asks a person or reaches the network. */
export async function gitEnvironment(env: NodeJS.ProcessEnv, root: string): Promise<NodeJS.ProcessEnv> {
  const scrubbed = scrubEnvironment(env, { drop: ['GIT_*'] })
  const pathName = Object.keys(scrubbed).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  return {
    ...scrubbed,
    [pathName]: await searchPathOutside(root, scrubbed[pathName] ?? ''),
    // Were `.git` broken, git would go on upwards and answer for another repository.
    GIT_CEILING_DIRECTORIES: dirname(root),
    GIT_LITERAL_PATHSPECS: '1',
    GIT_TERMINAL_PROMPT: '0',
    // A repository can declare itself partial; git would then run what it names as its remote, to fetch a missing object.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
  }
}
