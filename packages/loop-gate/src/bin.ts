#!/usr/bin/env node
import { serve } from 'loop-core'
import manifest from '../package.json' with { type: 'json' }
import { loopGate } from './index.ts'

const flags = {
  '--workspace': { variable: 'LOOP_WORKSPACE', describe: "The folder that is meant; the client's project folder unless given" },
}
await serve([loopGate], { name: manifest.name, version: manifest.version, port: 4701, flags })
