import { text, time } from 'loop-core'
import { z } from 'zod'
import type { ArtifactRow, VerificationRow } from '../storage/tables.ts'

const anyObject = z.record(z.string(), z.unknown())

export const ReviewRecord = z.object({
  id: text(64),
  story_id: text(64),
  reviewer_agent_id: text(64).nullable(),
  review_type: z.string(),
  findings_count: z.int(),
  fixes_count: z.int(),
  disproved_count: z.int(),
  summary: z.string().nullable(),
  completed_at: time(),
  inserted_at: time(),
  updated_at: time(),
})

export const Verification = z.object({
  id: text(64),
  story_id: text(64),
  orchestrator_agent_id: text(64).nullable(),
  result: z.enum(['pass', 'partial', 'fail']),
  summary: z.string().nullable(),
  findings: anyObject,
  review_type: z.string().nullable(),
  iteration: z.int(),
  inserted_at: time(),
})

export function verificationOf({ findings, ...row }: VerificationRow): z.output<typeof Verification> {
  return { ...row, findings: JSON.parse(findings) }
}

export const Artifact = z.object({
  id: text(64),
  story_id: text(64),
  reported_by: z.enum(['agent', 'orchestrator']),
  reporter_agent_id: text(64).nullable(),
  artifact_type: z.string(),
  path: z.string(),
  exists: z.boolean(),
  details: anyObject,
  inserted_at: time(),
  updated_at: time(),
})

export function artifactOf({ exists, details, ...row }: ArtifactRow): z.output<typeof Artifact> {
  return { ...row, exists: exists === 1, details: JSON.parse(details) }
}
