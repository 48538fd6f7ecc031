import { isDeepStrictEqual } from 'node:util'
import { foldPath } from './glob.ts'

/** What a change of one file touches beside the code; both are asked of a person rather than refused. */
export interface Sensitivity {
  /** What a build server runs with the rights of the project. */
  escalated: boolean
  /** What says whether the work is right: tests, and the configuration of what runs them. */
  verifier: boolean
}

const buildServers =
  /(?:^|\/)(?:\.(?:github|gitea|forgejo)\/(?:workflows|actions)\/|\.(?:circleci|buildkite|woodpecker)\/|\.gitlab-ci\.ya?ml$|\.travis\.yml$|\.drone\.ya?ml$|\.?appveyor\.yml$|azure-pipelines[^/]*\.ya?ml$|bitbucket-pipelines\.yml$|jenkinsfile$)/

const tests = /(?:^|\/)(?:(?:test|tests|__tests__)\/|[^/]*\.(?:test|spec)\.[^/]*$|test_[^/]*\.py$|[^/]*_test\.(?:go|py)$|conftest\.py$)/

const runnerSettings =
  /(?:^|\/)(?:tsconfig[^/]*\.json$|(?:vitest|vite|jest|ava|playwright|cypress|karma|mocha|wdio|web-test-runner)\.(?:config|conf|workspace)\.[^/]*$|\.(?:mocharc|nycrc|c8rc|taprc|rspec)[^/]*$|pytest\.ini$|pyproject\.toml$|tox\.ini$|noxfile\.py$|setup\.cfg$|phpunit\.xml(?:\.dist)?$|makefile$|justfile$)/

/** Says what a change of a file touches, from its path and its content before and after; null stands for a missing file. */
export function sensitivityOf(path: string, before: Buffer | null, after: Buffer | null): Sensitivity {
  const folded = foldPath(path)
  return {
    escalated: buildServers.test(folded),
    verifier: tests.test(folded) || runnerSettings.test(folded) || changesScripts(folded, before, after),
  }
}

/** In a `package.json` the scripts and the settings of runners count, and a version does not. */
function changesScripts(folded: string, before: Buffer | null, after: Buffer | null): boolean {
  if (!/(?:^|\/)package\.json$/.test(folded)) return false
  const [old, now] = [verifyingParts(before), verifyingParts(after)]
  return old === undefined || now === undefined || !isDeepStrictEqual(old, now)
}

/** Undefined for what cannot be read, which counts as changed. */
function verifyingParts(bytes: Buffer | null): unknown {
  try {
    const { scripts = {}, ...rest } = bytes === null ? {} : JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''))
    return [scripts, ...['jest', 'vitest', 'mocha', 'ava', 'tap', 'nyc', 'c8'].map((runner) => rest[runner])]
  } catch {
    return undefined
  }
}
