#!/usr/bin/env node
import { serve } from 'loop-core'
import manifest from '../package.json' with { type: 'json' }
import { loopLearn } from './index.ts'

await serve([loopLearn], { name: manifest.name, version: manifest.version, port: 3000 })
