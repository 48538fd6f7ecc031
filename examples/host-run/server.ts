import { serve } from 'loop-core'
import { loopRuntime } from 'loop-runtime'

// What the command `loop-runtime` runs.
await serve([loopRuntime], { name: 'loop-runtime', version: '0.0.0', port: 4703, tools: 'repository' })
