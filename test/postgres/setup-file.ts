import { inject } from 'vitest'
import type {} from './global-setup.ts'

// Tests name no test runner to find their database: it stands where a person would put it, too.
process.env.LOOP_TEST_PG_URL ??= inject('postgresUrl')
process.env.LOOP_TEST_PG_TEMPLATES ??= inject('postgresTemplates')
