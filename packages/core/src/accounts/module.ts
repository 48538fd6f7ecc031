import { defineModule } from '../module.ts'
import { operations } from './operations/index.ts'

/** Keys and agents over HTTP and on the command line; mounted where several callers share one address. */
export const accounts = defineModule({ name: 'accounts', title: 'Accounts', operations })
