import { trust } from './0001-trust.ts'
import { webhooks } from './0002-webhooks.ts'

export const migrations = { '0001-trust': trust, '0002-webhooks': webhooks }
