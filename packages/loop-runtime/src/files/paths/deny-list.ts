import { anyDepthMatcher, foldPath } from './glob.ts'

/** What is done to a file. What may not be read may not be written either. */
export type Use = 'read' | 'write'

/** Secrets, and what decides about the work or about this program; `git~1` is how Windows also calls `.git`. */
const neverRead =
  /(?:^|\/)(?:\.git|git~1|\.env(?:\.(?!(?:[^/]*\.)?(?:example|sample|template)(?:\/|$))[^/]*)?|[^/]*\.(?:pem|key)|id_(?:rsa|dsa|ecdsa|ed25519)[^/]*|\.npmrc|\.netrc|\.git-credentials|\.forloop)(?:\/|$)/

/** What other programs run or obey as soon as it is there. */
const neverWritten =
  /(?:^|\/)(?:node_modules|\.mcp\.json|\.loop|\.claude|\.cursor|\.vscode|\.idea|\.husky|\.gitmodules|forloop\.task\.yaml)(?:\/|$)/

/** Says of a path, `/`-separated, whether it may not be used. The operator's `allow` takes away from both lists, `deny` adds to both. */
export function denyList(deny: readonly string[], allow: readonly string[]): (path: string, use: Use) => boolean {
  const isAdded = anyDepthMatcher(deny, { below: true })
  const isAllowed = anyDepthMatcher(allow, { below: false })
  return (path, use) => {
    const folded = foldPath(path)
    const isDenied = neverRead.test(folded) || (use === 'write' && neverWritten.test(folded)) || isAdded(folded)
    return isDenied && !isAllowed(folded)
  }
}
