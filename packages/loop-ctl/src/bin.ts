#!/usr/bin/env node
import { serve } from 'loop-core'
import manifest from '../package.json' with { type: 'json' }
import { loopCtl } from './index.ts'

await serve([loopCtl], { name: manifest.name, version: manifest.version, port: 4000 })
