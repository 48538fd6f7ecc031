import { serve } from 'loop-core'
import { loopCtl } from 'loop-ctl'

// What the command `loop-ctl` runs.
await serve([loopCtl], { name: 'loop-ctl', version: '0.0.0', port: 4000 })
