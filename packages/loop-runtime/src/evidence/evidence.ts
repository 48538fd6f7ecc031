import { realpath } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import type { EvidenceSubject, Fact, TransactionContext } from 'loop-core'
import { RuntimeConfig } from '../config.ts'
import { workspacesOf } from '../configured.ts'
import type { RuntimeDatabase } from '../runtime.ts'
import { newestOfCommands } from '../storage/receipts.ts'
import { runsToTell } from '../storage/run-lists.ts'
import type { ReceiptRow, RunRow } from '../storage/tables.ts'
import { argvOf } from './argv-of.ts'

/** What the runtime knows of a folder or of a piece of work: each check names the content on which it ran. */
export async function evidence(subject: EvidenceSubject, context: TransactionContext): Promise<Fact[]> {
  const db = context.db as RuntimeDatabase
  const work = subject.task ?? subject.story
  const root = work === undefined || subject.workspace !== undefined ? await rootAbout(subject, context) : undefined
  const receipts = root === undefined ? [] : await newestOfCommands(db, root)
  const runs = root === undefined && work === undefined ? [] : await runsToTell(db, { root, work })
  return [...receipts.map(checkFact), ...runs.map(runFact), ...runs.flatMap(verifiedFact)]
}

/** A subject may name a workspace of somebody else's kind; then there is nothing to say. */
async function rootAbout({ workspace }: EvidenceSubject, { config }: TransactionContext): Promise<string | undefined> {
  const offered = workspacesOf(config(RuntimeConfig))
  const named = (workspace === undefined ? offered[0] : offered.find(({ name }) => name === workspace))?.root ?? workspace
  if (named === undefined || !isAbsolute(named)) return undefined
  return realpath(named).catch(() => undefined)
}

function checkFact(receipt: ReceiptRow): Fact {
  const { id, root, kind, name, command, outcome, exit_code, digest_before, digest_after, sandbox, actor, started_at, duration_ms } =
    receipt
  const argv = argvOf(command)
  return {
    name: 'runtime.check',
    value: outcome,
    subject: root,
    actor,
    at: new Date(Date.parse(started_at) + duration_ms).toISOString(),
    details: {
      name: name ?? kind,
      command,
      ...(argv && { argv: JSON.stringify(argv) }),
      ...(exit_code !== null && { exit: exit_code }),
      outcome,
      ...(digest_before !== null && { digest_before }),
      ...(digest_after !== null && { digest_after }),
      receipt_id: id,
      ...(sandbox !== null && { sandbox: JSON.parse(sandbox).kind as string }),
      cwd: '.',
    },
    ...(digest_after !== null && { digest: digest_after }),
  }
}

function runFact({ id, status, root, work_ref, actor, created_at, ended_at }: RunRow): Fact {
  return {
    name: 'runtime.run',
    value: status,
    subject: work_ref ?? root,
    actor,
    at: ended_at ?? created_at,
    details: { run_id: id, status, ...(work_ref !== null && { work_ref }) },
  }
}

function verifiedFact({ id: run_id, root, work_ref, verified: is, verified_by, verified_at }: RunRow): Fact[] {
  if (is === null || verified_by === null || verified_at === null) return []
  const verified = is === 1
  const details = { run_id, verified }
  return [{ name: 'runtime.verified', value: `${verified}`, subject: work_ref ?? root, actor: verified_by, at: verified_at, details }]
}
