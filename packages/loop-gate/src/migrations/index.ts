import { decisions } from './0001-decisions.ts'
import { evidence } from './0002-evidence.ts'

export const migrations = { '0001-decisions': decisions, '0002-evidence': evidence }
