import { serve } from 'loop-core'
import { notes } from './notes.ts'

await serve([notes], { name: 'notes', version: '1.0.0', port: 4799 })
