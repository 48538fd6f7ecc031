import { trust } from './0001-trust.ts'

export const migrations = { '0001-trust': trust }
