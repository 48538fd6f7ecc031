import { loaderVariables, scrubEnvironment } from 'loop-core/process'
import { insideCheck } from '../words.ts'

/** What a check sees: the caller's environment without our keys, `CI`, and what the policy sets. */
export function checkEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  own: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const set = scrubEnvironment(own, { drop: [...loaderVariables, 'PATH'] })
  return { CI: 'true', ...scrubEnvironment(environment), ...set, [insideCheck]: '1' }
}
