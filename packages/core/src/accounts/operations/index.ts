// Written by `pnpm gen` from the files of this folder; do not edit.
import { createAgent } from './agent/create.ts'
import { listAgents } from './agent/list.ts'
import { createKey } from './key/create.ts'
import { listKeys } from './key/list.ts'
import { revokeKey } from './key/revoke.ts'
import { rotateKey } from './key/rotate.ts'
import { whoAmI } from './who-am-i.ts'

export const operations = [
  createAgent,
  listAgents,
  createKey,
  listKeys,
  revokeKey,
  rotateKey,
  whoAmI,
]
