#!/usr/bin/env node
import { serve } from 'loop-core'
import manifest from '../package.json' with { type: 'json' }
import { keyHint, variables, withConfig } from './commands/environment.ts'
import { loopCtl } from './index.ts'

await serve([loopCtl], {
  name: manifest.name,
  version: manifest.version,
  port: 4000,
  format: 'json',
  variables,
  keyHint,
  environment: withConfig,
})
