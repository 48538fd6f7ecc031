/** What the implementing side says of a story, from first to last. */
export const agentStatuses = ['pending', 'contracted', 'assigned', 'implementing', 'reported_done'] as const
export type AgentStatus = (typeof agentStatuses)[number]

/** What somebody else has found out about it. */
export const verifiedStatuses = ['unverified', 'verified', 'rejected'] as const
export type VerifiedStatus = (typeof verifiedStatuses)[number]

/** What a verification may end with; a failure is told with a rejection. */
export const verificationResults = ['pass', 'partial'] as const
export type VerificationResult = (typeof verificationResults)[number]

/** Where a token report was made. */
export const phases = ['planning', 'implementing', 'reviewing', 'other'] as const
export type Phase = (typeof phases)[number]

/** The longest texts, in characters. */
export const limits = { title: 500, description: 50_000, name: 255, path: 1_000, reason: 10_000, summary: 10_000 } as const

/** What became of one message to a webhook: `failed` was never tried to the end, `exhausted` was tried as often as there are tries. */
export const deliveryStatuses = ['pending', 'delivered', 'failed', 'exhausted'] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]

/** What an article of the wiki is about. */
export const articleCategories = ['pattern', 'convention', 'decision', 'finding', 'reference'] as const
export type ArticleCategory = (typeof articleCategories)[number]

/** Where an article stands: only what is published is found. */
export const articleStatuses = ['draft', 'published', 'archived', 'superseded'] as const
export type ArticleStatus = (typeof articleStatuses)[number]

/** The most that an article may hold, and that may be asked of articles at once. */
export const articleLimits = { body: 100_000, tags: 20, tag: 100, query: 500 } as const

/** How one article belongs to another. */
export const relationshipTypes = ['relates_to', 'derived_from', 'contradicts', 'supersedes'] as const
export type RelationshipType = (typeof relationshipTypes)[number]

/** How an article was read. */
export const accessTypes = ['search', 'get', 'context', 'index'] as const
export type AccessType = (typeof accessTypes)[number]

/** What costs are added up for. */
export const costScopes = ['agent', 'epic', 'project', 'story'] as const
export type CostScope = (typeof costScopes)[number]

/** How the cost of a story can stand out. */
export const anomalyTypes = ['high_cost', 'suspiciously_low', 'budget_exceeded'] as const
export type AnomalyType = (typeof anomalyTypes)[number]
/** How a test of a user interface stands: it runs until somebody says what came of it. */
export const uiTestStatuses = ['running', 'passed', 'failed'] as const
export type UiTestStatus = (typeof uiTestStatuses)[number]

/** How bad a finding of such a test is, in either of two vocabularies: a blocker is as bad as critical, a bug as high. */
export const uiTestSeverities = ['blocker', 'bug', 'enhancement', 'critical', 'high', 'medium', 'low'] as const
export type UiTestSeverity = (typeof uiTestSeverities)[number]

/** The most findings that one such test holds. */
export const mostUiTestFindings = 200
/** What a budget limits: one of these, or each story, epic or agent of a project. */
export const budgetScopes = ['project', 'epic', 'story', 'agent', 'per_epic', 'per_story', 'per_agent'] as const
export type BudgetScope = (typeof budgetScopes)[number]

/** What happens where a budget is exceeded: those who listen are told, or reports of done work are refused as well. */
export const enforcements = ['warn', 'block'] as const
export type Enforcement = (typeof enforcements)[number]

/** What is told of a budget, each once until it is changed or less is spent. */
export const thresholds = ['warning', 'exceeded'] as const
export type Threshold = (typeof thresholds)[number]

/** What articles are drafted from: what somebody handed in, or the review of a story. */
export type ExtractionKind = 'ingestion' | 'review'

/** How far that has come. */
export const extractionStatuses = ['queued', 'completed', 'failed'] as const
export type ExtractionStatus = (typeof extractionStatuses)[number]

/** How often a drafting is tried. */
export const extractionTries = 3

/** The most that is drafted from one thing. */
export const mostDrafts: Readonly<Record<ExtractionKind, number>> = { ingestion: 10, review: 5 }

/** What is read of one thing, in bytes: all together, and in one question to a model. */
export const extractionBytes = { whole: 100_000, chunk: 8_000 } as const
/** Whether a skill is in use. */
export const skillStatuses = ['active', 'archived'] as const
export type SkillStatus = (typeof skillStatuses)[number]
