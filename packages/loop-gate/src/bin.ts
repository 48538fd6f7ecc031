#!/usr/bin/env node
import { serve } from 'loop-core'
import manifest from '../package.json' with { type: 'json' }
import { loopGate } from './index.ts'

await serve([loopGate], { name: manifest.name, version: manifest.version, port: 4701 })
