#!/usr/bin/env node
import { serve } from 'loop-core'
import manifest from '../package.json' with { type: 'json' }
import { loopRuntime } from './index.ts'
import { serverEnvironment, serverFlags } from './server-flags.ts'

const [first, ...others] = process.argv.slice(2)
// The reference's name for what is started without a word.
const words = first === 'mcp-repo' ? others : process.argv.slice(2)
const { name, version } = manifest
await serve([loopRuntime], { name, version, port: 4_703, tools: 'repository', words, flags: serverFlags, environment: serverEnvironment })
