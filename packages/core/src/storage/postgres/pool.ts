import type { Pool } from 'pg'
import { driverMissing } from '../refusals.ts'
import type { LoadDriver } from '../storage.ts'

type Driver = typeof import('pg')

// Counts, sums and sequences, which pg would hand out as text.
const bigNumbers = [20, 1700]

/** Makes a pool of connections; the first is opened when somebody needs it. */
export async function openPool(url: string, load: LoadDriver = () => import('pg')): Promise<Pool> {
  const driver = await loadPostgres(load)
  const pool = new driver.Pool({
    connectionString: url,
    application_name: 'loop',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types: { getTypeParser: (type, format) => (bigNumbers.includes(type) ? Number : driver.types.getTypeParser(type, format)) },
  })
  // A lost connection is reported to the statement that needs it; without listeners it would also end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => void client.on('error', () => {}))
  return pool
}

async function loadPostgres(load: LoadDriver): Promise<Driver> {
  try {
    return ((await load('pg')) as { default: Driver }).default
  } catch (cause) {
    throw driverMissing('Run `npm install pg` beside this program.', cause)
  }
}
