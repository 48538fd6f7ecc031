import { runs } from './0001-runs.ts'
import { keys } from './0002-keys.ts'

export const migrations = { '0001-runs': runs, '0002-keys': keys }
