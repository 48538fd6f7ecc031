import { mapLimited } from 'loop-core'

/** Reads one log, newest first, from a place on. */
type Read<Row> = (part: { offset: number; limit: number }) => Promise<Row[]>

/** A log of which some has been read. */
interface Reading<Row> {
  read: Read<Row>
  /** What was read and is not passed yet. */
  rows: Row[]
  next: number
}

const atOnce = 100

/** One page of several logs as if they were one, newest first. Of each log only as much is read as the page needs. */
export async function newestOf<Row extends { at: string }>(
  logs: readonly Read<Row>[],
  { offset, limit }: { offset: number; limit: number },
): Promise<Row[]> {
  const readings = await mapLimited(logs, (read) => readOn({ read, rows: [], next: 0 }, Math.min(offset + limit, atOnce)))
  const page: Row[] = []
  for (let passed = 0; page.length < limit; passed++) {
    const latest = latestOf(readings)
    if (latest === undefined) break
    const row = latest.rows.shift()!
    if (passed >= offset) page.push(row)
    if (latest.rows.length === 0 && page.length < limit) await readOn(latest, atOnce)
  }
  return page
}

async function readOn<Row>(reading: Reading<Row>, limit: number): Promise<Reading<Row>> {
  reading.rows = await reading.read({ offset: reading.next, limit })
  reading.next += reading.rows.length
  return reading
}

/** The log whose next row is the latest of all; of several at one time the first. */
function latestOf<Row extends { at: string }>(readings: readonly Reading<Row>[]): Reading<Row> | undefined {
  let latest: Reading<Row> | undefined
  for (const reading of readings) if (reading.rows[0] && (!latest || reading.rows[0].at > latest.rows[0]!.at)) latest = reading
  return latest
}
