import { inject } from 'vitest'
import type {} from './global-setup.ts'

// A package's tests import nothing from here, so they find the bundled programs by the environment.
process.env.LOOP_TEST_PROGRAMS = inject('programs')
