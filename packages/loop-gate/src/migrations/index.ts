import { decisions } from './0001-decisions.ts'
import { evidence } from './0002-evidence.ts'
import { changedPaths } from './0003-changed-paths.ts'

export const migrations = { '0001-decisions': decisions, '0002-evidence': evidence, '0003-changed-paths': changedPaths }
