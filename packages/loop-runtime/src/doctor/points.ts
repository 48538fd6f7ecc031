import type { DoctorPoint } from 'loop-core'

type Checks = typeof import('./checks.ts')

/** Servers carry these points along and never need what looks at programs and files. */
function point(name: string, check: keyof Checks): DoctorPoint {
  return { name, check: async (environment) => (await import('./checks.ts'))[check](environment) }
}

/** What `doctor` looks at besides the database: what a run needs here. */
export const doctorPoints: readonly DoctorPoint[] = [
  point('workspace', 'checkWorkspace'),
  point('tests', 'checkTests'),
  point('sandbox', 'checkSandbox'),
  point('model', 'checkModel'),
  point('trace', 'checkTrace'),
  { ...point('trial', 'tryCommand'), trial: true },
]
