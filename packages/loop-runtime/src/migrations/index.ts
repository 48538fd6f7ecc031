import { runs } from './0001-runs.ts'

export const migrations = { '0001-runs': runs }
