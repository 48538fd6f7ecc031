import { serve } from 'loop-core'
import manifest from '../package.json' with { type: 'json' }
import { environmentOf, flags } from './hosted.ts'
import { loopLearn } from './index.ts'

await serve([loopLearn], { name: manifest.name, version: manifest.version, port: 3000, flags, environment: environmentOf })
