import { decisions } from './0001-decisions.ts'

export const migrations = { '0001-decisions': decisions }
