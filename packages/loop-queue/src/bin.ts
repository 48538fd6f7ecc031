#!/usr/bin/env node
import { serve } from 'loop-core'
import manifest from '../package.json' with { type: 'json' }
import { loopQueue } from './index.ts'

await serve([loopQueue], { name: manifest.name, version: manifest.version, port: 4100 })
