#!/usr/bin/env node
import { serve } from 'loop-core'
import { gatewayEnvironment } from 'loop-runtime'
import manifest from '../package.json' with { type: 'json' }
import { modules } from './modules.ts'

await serve(modules, { name: manifest.name, version: manifest.version, tools: 'core', port: 4700, environment: gatewayEnvironment })
