import { loaderVariables, scrubEnvironment } from 'loop-core/process'

/** Tells a check that it runs inside one, so that no gate waits for itself. */
export const insideCheck = 'LOOP_GATE_RUN'

/** What a check sees: the caller's environment without our keys, `CI`, and what the policy sets. */
export function checkEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  own: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const set = scrubEnvironment(own, { drop: [...loaderVariables, 'PATH'] })
  return { CI: 'true', ...scrubEnvironment(environment), ...set, [insideCheck]: '1' }
}
