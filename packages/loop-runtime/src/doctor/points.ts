import type { DoctorPoint } from 'loop-core'

type Check = typeof import('./checks.ts')[keyof typeof import('./checks.ts')]

/** Servers carry these points along and never need what looks at programs and files. */
function point(name: string, check: (checks: typeof import('./checks.ts')) => Check): DoctorPoint {
  return { name, check: async (environment) => check(await import('./checks.ts'))(environment) }
}

/** What `doctor` looks at besides the database: what a run needs here. */
export const doctorPoints: readonly DoctorPoint[] = [
  point('workspace', ({ checkWorkspace }) => checkWorkspace),
  point('tests', ({ checkTests }) => checkTests),
  point('sandbox', ({ checkSandbox }) => checkSandbox),
  point('model', ({ checkModel }) => checkModel),
  point('trace', ({ checkTrace }) => checkTrace),
  { ...point('trial', ({ tryCommand }) => tryCommand), trial: true },
]
