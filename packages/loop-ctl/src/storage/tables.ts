import type { Selectable } from 'kysely'
import type { AgentStatus, DeliveryStatus, VerifiedStatus } from '../words.ts'
import type { BudgetTables } from './budget-tables.ts'
import type { CostTables } from './cost-tables.ts'
import type { DeskTables } from './desk-tables.ts'
import type { EnrolmentTables } from './enrolment-tables.ts'
import type { IngestionTables } from './ingestion-tables.ts'
import type { KnowledgeTables } from './knowledge-tables.ts'
import type { SkillTables } from './skill-tables.ts'

export interface Changed {
  inserted_at: string
  updated_at: string
}

/** The tables of this module, as their rows are stored: JSON and times are text. */
export interface CtlTables
  extends TrustTables,
    BudgetTables,
    CostTables,
    DeskTables,
    EnrolmentTables,
    IngestionTables,
    KnowledgeTables,
    SkillTables {}

interface TrustTables {
  ctl_projects: Changed & {
    id: string
    name: string
    slug: string
    repo_url: string | null
    description: string | null
    tech_stack: string | null
    mission: string | null
    status: 'active' | 'archived'
    metadata: string
    /** Grows with every change of the graph and of what counts as verified; changing it holds the others off. */
    graph_version: number
  }
  ctl_epics: Changed & {
    id: string
    project_id: string
    number: number
    title: string
    description: string | null
    phase: string | null
    position: number
    metadata: string
    /** Of its stories, those that are not verified. */
    unverified_count: number
    /** Of the epics it waits for, those that have such stories. */
    open_blockers: number
    /** When all stories were verified for the first time. */
    completed_at: string | null
  }
  ctl_stories: Changed & {
    id: string
    project_id: string
    epic_id: string
    number: string
    /** The number in a spelling whose order as text is the order of the numbers. */
    sort_key: string
    title: string
    description: string | null
    acceptance_criteria: string | null
    estimated_hours: number | null
    agent_status: AgentStatus
    verified_status: VerifiedStatus
    assigned_agent_id: string | null
    reported_by_agent_id: string | null
    assigned_at: string | null
    review_requested_at: string | null
    reported_done_at: string | null
    verified_at: string | null
    rejected_at: string | null
    rejection_reason: string | null
    /** 1 once somebody has claimed it: from then on it can no longer be called work from before. */
    ever_assigned: number
    /** Of the stories it waits for, those that are not verified. */
    open_blockers: number
    metadata: string
  }
  ctl_epic_dependencies: { id: string; project_id: string; epic_id: string; depends_on_epic_id: string; inserted_at: string }
  ctl_story_dependencies: { id: string; project_id: string; story_id: string; depends_on_story_id: string; inserted_at: string }
  ctl_artifacts: Changed & {
    id: string
    story_id: string
    reported_by: 'agent' | 'orchestrator'
    reporter_agent_id: string | null
    artifact_type: string
    path: string
    exists: number
    details: string
  }
  ctl_reviews: Changed & {
    id: string
    story_id: string
    reviewer_agent_id: string | null
    review_type: string
    findings_count: number
    fixes_count: number
    disproved_count: number
    summary: string | null
    completed_at: string
  }
  ctl_verifications: {
    id: string
    story_id: string
    orchestrator_agent_id: string | null
    result: 'pass' | 'partial' | 'fail'
    summary: string | null
    findings: string
    review_type: string | null
    iteration: number
    inserted_at: string
  }
  ctl_token_usage: Changed & {
    id: string
    story_id: string
    project_id: string
    agent_id: string
    input_tokens: number
    output_tokens: number
    model_name: string
    cost_millicents: number
    phase: string
    session_id: string | null
    skill_version_id: string | null
    metadata: string
    deleted_at: string | null
    corrects_report_id: string | null
  }
  ctl_webhooks: Changed & {
    id: string
    url: string
    /** Encrypted. */
    signing_secret: string
    /** The types it wants, as JSON. */
    events: string
    /** Null is every project, and what belongs to none. */
    project_id: string | null
    active: number
    consecutive_failures: number
    last_delivery_at: string | null
    /** The number of the last event that it needs no more delivery for. */
    seen_seq: number
  }
  ctl_webhook_deliveries: {
    id: string
    webhook_id: string
    event_id: string
    /** The number of the event in the log; null for a test, which stands in no order. */
    event_seq: number | null
    event_type: string
    /** The exact text that is sent and signed. */
    payload: string
    status: DeliveryStatus
    attempts: number
    /** When its next try is due; null while others of its webhook come first. */
    due_at: string | null
    last_attempt_at: string | null
    delivered_at: string | null
    error: string | null
    inserted_at: string
  }
  ctl_encryption_keys: { name: string; key: string }
}

export type ProjectRow = Selectable<CtlTables['ctl_projects']>
export type EpicRow = Selectable<CtlTables['ctl_epics']>
export type StoryRow = Selectable<CtlTables['ctl_stories']>
export type ArtifactRow = Selectable<CtlTables['ctl_artifacts']>
export type ReviewRow = Selectable<CtlTables['ctl_reviews']>
export type VerificationRow = Selectable<CtlTables['ctl_verifications']>
export type TokenUsageRow = Selectable<CtlTables['ctl_token_usage']>
export type WebhookRow = Selectable<CtlTables['ctl_webhooks']>
export type DeliveryRow = Selectable<CtlTables['ctl_webhook_deliveries']>
