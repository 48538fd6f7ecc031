import { serve } from 'loop-core'
import { loopGate } from 'loop-gate'

// What the command `loop-gate` runs.
await serve([loopGate], { name: 'loop-gate', version: '0.0.0', port: 4701 })
