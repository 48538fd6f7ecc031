import { lastCharacters } from '../commands/capture-output.ts'
import { commandLimits } from '../commands/command-limits.ts'
import { filesNow } from '../evidence/files-now.ts'
import type { SandboxReport } from '../sandbox/sandbox.ts'
import { readBlob } from '../storage/blobs.ts'
import { findReceipt } from '../storage/receipts.ts'
import type { LeaseRow, ReceiptRow } from '../storage/tables.ts'
import { canonicalJson, policySha256, sha256 } from '../task/policy-hash.ts'
import type { CommandOutput } from './command-output.ts'
import { type CommandRun, type EndedCommand, markerOf, performCommand } from './command-run.ts'
import type { ConfiguredCommand } from './configured-command.ts'
import { usualWaitMs, withLease } from './lease.ts'
import { type SharedWork, sharedWork, type Waiter } from './shared-work.ts'
import type { Acting, ToolPlace } from './tool.ts'

/** A command that this process runs now; others who want the same on the same files wait along. */
interface Flight {
  id: string
  key: string
  digest?: Promise<string | null>
  work: SharedWork<EndedCommand>
}

/** By root, since there is one at a time in each. */
const flights = new Map<string, Flight>()

/** What became of a command; `ended` is absent where it goes on. */
export interface JoinedCommand {
  id: string
  sandbox: SandboxReport
  ended?: EndedCommand | undefined
}

/** Runs a command, or waits along where the same runs on the same files, also in another process: there is one receipt then. */
export async function joinCommand(place: ToolPlace, configured: ConfiguredCommand, acting: Acting): Promise<JoinedCommand> {
  const sandbox = await place.sandbox()
  const key = keyOf(place, configured)
  const flight = (await presentFlight(place, key)) ?? takeOff(place, { configured, sandbox, run: acting.run, key })
  const signal = AbortSignal.any([acting.signal, place.runtime.signal])
  const ended = await flight.work.join({ ...acting, signal })
  return { id: flight.id, sandbox: sandbox.report, ended }
}

/** The receipt of the command that this process runs in a root now. */
export function commandIn(root: string): string | undefined {
  return flights.get(root)?.id
}

function keyOf({ rules }: ToolPlace, { kind, name, command }: ConfiguredCommand): string {
  return sha256(canonicalJson([kind, name, command, policySha256(rules)]))
}

async function presentFlight({ runtime, files }: ToolPlace, key: string): Promise<Flight | undefined> {
  const flight = flights.get(files.root)
  if (flight?.key !== key) return undefined
  const [then, now] = await Promise.all([flight.digest, filesNow(runtime, files.root)])
  const isSame = then !== null && then === now.digest && flights.get(files.root) === flight
  return isSame ? flight : undefined
}

function takeOff(place: ToolPlace, wanted: Omit<CommandRun, 'id'> & { key: string }): Flight {
  const { runtime, files, rules, leaseWaitMs: waitMs = usualWaitMs } = place
  const { configured, run, key } = wanted
  const id = runtime.newId()
  const share = (held: LeaseRow) => sharedReceipt(place, held, key)
  const begin = (waiter: Waiter) => {
    const marker = run ? markerOf(run) : id
    const what = { root: files.root, id, what: configured.command, key, run: run?.id, marker }
    const lease = { ...what, timeoutMs: rules.commandTimeoutSeconds * 1_000, signal: waiter.signal, waitMs, share }
    return withLease(runtime, lease, () => fly(place, flight, { ...wanted, id, waiter }))
  }
  const flight: Flight = { id, key, work: sharedWork(begin) }
  return flight
}

async function fly(place: ToolPlace, flight: Flight, started: CommandRun & { waiter: Waiter }): Promise<EndedCommand> {
  const { root } = place.files
  const before = filesNow(place.runtime, root, started.waiter.signal)
  flight.digest = before.then(
    ({ digest }) => digest,
    () => null,
  )
  flights.set(root, flight)
  try {
    return await performCommand(place, { ...started, before }, started.waiter)
  } finally {
    flights.delete(root)
  }
}

/** The receipt of somebody who was waited for, if it says what one's own run would: the same command, on the files as they are. */
async function sharedReceipt({ runtime, files }: ToolPlace, held: LeaseRow, key: string): Promise<EndedCommand | undefined> {
  const receipt = await runtime.transaction('read', ({ db }) => findReceipt(db, held.id))
  if (receipt === undefined || keyOfReceipt(receipt) !== key || !says(receipt)) return undefined
  const { digest } = await filesNow(runtime, files.root)
  if (digest === null || receipt.digest_before !== digest) return undefined
  const { stdout, stderr }: CommandOutput = JSON.parse(receipt.output!)
  const [out, err] = await runtime.transaction('read', async ({ db }) => [
    await readBlob(db, stdout.sha256),
    await readBlob(db, stderr.sha256),
  ])
  return { receipt, stdout: endOf(out), stderr: endOf(err) }
}

function keyOfReceipt({ kind, name, command, policy_sha256 }: ReceiptRow): string {
  return sha256(canonicalJson([kind, name, command, policy_sha256]))
}

/** What was cut off says nothing of the files. */
function says({ outcome }: ReceiptRow): boolean {
  return outcome !== 'cancelled' && outcome !== 'killed' && outcome !== 'error'
}

function endOf(bytes: Buffer | undefined): string {
  return lastCharacters(bytes?.toString('utf8') ?? '', commandLimits.tailCharacters)
}
