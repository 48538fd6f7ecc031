// Written by `pnpm gen` from the files of this folder; do not edit.
import { adminActivateTenant } from './admin/activate.ts'
import { adminListAudit } from './admin/audit.ts'
import { adminCreateKey } from './admin/create-key.ts'
import { adminCreateTenant } from './admin/create-tenant.ts'
import { adminGetStats } from './admin/stats.ts'
import { adminSuspendTenant } from './admin/suspend.ts'
import { adminGetTenant } from './admin/tenant.ts'
import { adminListTenants } from './admin/tenants.ts'
import { adminUpdateTenant } from './admin/update-tenant.ts'
import { getAgent } from './agent/get.ts'
import { listAgents } from './agent/list.ts'
import { registerAgent } from './agent/register.ts'
import { getAgentCosts } from './analytics/agents.ts'
import { getEpicCosts } from './analytics/epics.ts'
import { getModelMix } from './analytics/model-mix.ts'
import { getModelProfile } from './analytics/model-profile.ts'
import { getModelCosts } from './analytics/models.ts'
import { getProjectCosts } from './analytics/project.ts'
import { getCostSummary } from './analytics/summary.ts'
import { getCostTrends } from './analytics/trends.ts'
import { createApiKey } from './api-key/create.ts'
import { listApiKeys } from './api-key/list.ts'
import { revokeApiKey } from './api-key/revoke.ts'
import { rotateApiKey } from './api-key/rotate.ts'
import { createArticleLink } from './article-link/create.ts'
import { deleteArticleLink } from './article-link/delete.ts'
import { listArticleLinks } from './article-link/list.ts'
import { knowledgeArchive } from './article/archive.ts'
import { knowledgeBulkPublish } from './article/bulk-publish.ts'
import { createArticle } from './article/create.ts'
import { knowledgeDelete } from './article/delete.ts'
import { knowledgeDrafts } from './article/drafts.ts'
import { knowledgeGet } from './article/get.ts'
import { listArticles } from './article/list.ts'
import { pageDrafts } from './article/page-drafts.ts'
import { knowledgePublish } from './article/publish.ts'
import { knowledgeUnpublish } from './article/unpublish.ts'
import { updateArticle } from './article/update.ts'
import { listArtifacts } from './artifact/list.ts'
import { reportArtifact } from './artifact/report.ts'
import { listAudit } from './audit-log/list.ts'
import { bulkClaim } from './bulk/claim.ts'
import { bulkMarkComplete } from './bulk/mark-complete.ts'
import { bulkReject } from './bulk/reject.ts'
import { bulkVerify } from './bulk/verify.ts'
import { listChanges } from './change/list.ts'
import { getCostAnomalies } from './cost-anomaly/get.ts'
import { pageCostAnomalies } from './cost-anomaly/list.ts'
import { resolveCostAnomaly } from './cost-anomaly/resolve.ts'
import { getDependencyGraph } from './dependency-graph/get.ts'
import { createEpicDependency } from './epic-dependency/create.ts'
import { deleteEpicDependency } from './epic-dependency/delete.ts'
import { listEpicDependencies } from './epic-dependency/list.ts'
import { createEpic } from './epic/create.ts'
import { deleteEpic } from './epic/delete.ts'
import { getEpic } from './epic/get.ts'
import { listEpics } from './epic/list.ts'
import { getEpicProgress } from './epic/progress.ts'
import { listEpicStories } from './epic/stories.ts'
import { updateEpic } from './epic/update.ts'
import { verifyAllInEpic } from './epic/verify-all.ts'
import { knowledgeAgentUsage } from './knowledge/agent-usage.ts'
import { knowledgeArticleStats } from './knowledge/article-stats.ts'
import { knowledgeContext } from './knowledge/context.ts'
import { knowledgeCreate } from './knowledge/create.ts'
import { knowledgeExport } from './knowledge/export-command.ts'
import { exportKnowledge } from './knowledge/export.ts'
import { findKnowledge } from './knowledge/find.ts'
import { knowledgeIngestBatch } from './knowledge/ingest-batch.ts'
import { knowledgeIngest } from './knowledge/ingest.ts'
import { knowledgeIngestionJobs } from './knowledge/ingestion-jobs.ts'
import { knowledgeLint } from './knowledge/lint.ts'
import { knowledgeIndex } from './knowledge/overview.ts'
import { pageKnowledgeIngestionJobs } from './knowledge/page-ingestion-jobs.ts'
import { knowledgePipeline } from './knowledge/pipeline.ts'
import { getProjectKnowledgeUsage } from './knowledge/project-usage.ts'
import { knowledgeSearch } from './knowledge/search.ts'
import { knowledgeAnalyticsTop } from './knowledge/top.ts'
import { knowledgeUnusedArticles } from './knowledge/unused.ts'
import { deleteProject } from './project/archive.ts'
import { listProjectArticles } from './project/articles.ts'
import { createProject } from './project/create.ts'
import { exportProject } from './project/export.ts'
import { getProject } from './project/get.ts'
import { importProject } from './project/import.ts'
import { listProjects } from './project/list.ts'
import { pageProjects } from './project/page.ts'
import { getProgress } from './project/progress.ts'
import { updateProject } from './project/update.ts'
import { listReviews } from './review/list.ts'
import { listRoutes } from './route/list.ts'
import { beginSignup } from './signup/begin.ts'
import { finishSignup } from './signup/finish.ts'
import { getSignupPage } from './signup/page.ts'
import { getSignupScript } from './signup/script.ts'
import { createSkillResult } from './skill-result/create.ts'
import { listSkillResults } from './skill-result/list.ts'
import { createSkillVersion } from './skill-version/create.ts'
import { getSkillVersion } from './skill-version/get.ts'
import { archiveSkill } from './skill/archive.ts'
import { getSkillCostPerformance } from './skill/cost-performance.ts'
import { createSkill } from './skill/create.ts'
import { getSkill } from './skill/get.ts'
import { listSkillVersions } from './skill/history.ts'
import { importSkills } from './skill/import.ts'
import { listSkills } from './skill/list.ts'
import { getSkillStats } from './skill/stats.ts'
import { updateSkill } from './skill/update.ts'
import { getOrchestratorStateHistory } from './state/history.ts'
import { getOrchestratorState } from './state/load.ts'
import { saveOrchestratorState } from './state/save.ts'
import { createStoryDependency } from './story-dependency/create.ts'
import { deleteStoryDependency } from './story-dependency/delete.ts'
import { listStoryDependencies } from './story-dependency/list.ts'
import { acceptStory } from './story/accept.ts'
import { backfillStory } from './story/backfill.ts'
import { listBlockedStories } from './story/blocked.ts'
import { claimStory } from './story/claim.ts'
import { contractStory } from './story/contract.ts'
import { createStoryInProject } from './story/create-in-project.ts'
import { createStory } from './story/create.ts'
import { deleteStory } from './story/delete.ts'
import { forceUnclaimStory } from './story/force-unclaim.ts'
import { getStory } from './story/get.ts'
import { getStoryHistory } from './story/history.ts'
import { importStories } from './story/import.ts'
import { listStories } from './story/list.ts'
import { listReadyStories } from './story/next.ts'
import { pageStories } from './story/page.ts'
import { pageReadyStories } from './story/ready.ts'
import { rejectStory } from './story/reject.ts'
import { reportStory } from './story/report.ts'
import { requestReview } from './story/request-review.ts'
import { reviewComplete } from './story/review-complete.ts'
import { startStory } from './story/start.ts'
import { unclaimStory } from './story/unclaim.ts'
import { updateStory } from './story/update.ts'
import { verifyStory } from './story/verify.ts'
import { getTenant } from './tenant/get.ts'
import { getOnboarding } from './tenant/onboarding.ts'
import { registerTenant } from './tenant/register.ts'
import { updateTenant } from './tenant/update.ts'
import { createTokenBudget } from './token-budget/create.ts'
import { deleteTokenBudget } from './token-budget/delete.ts'
import { getTokenBudget } from './token-budget/get.ts'
import { listTokenBudgets } from './token-budget/list.ts'
import { setTokenBudget } from './token-budget/set.ts'
import { updateTokenBudget } from './token-budget/update.ts'
import { correctTokenUsage } from './token-usage/correct.ts'
import { createTokenUsage } from './token-usage/create.ts'
import { deleteTokenUsage } from './token-usage/delete.ts'
import { getStoryTokenUsage } from './token-usage/get.ts'
import { pageStoryTokenUsage } from './token-usage/list.ts'
import { pageProjectTokenUsage } from './token-usage/project.ts'
import { reportTokenUsage } from './token-usage/report.ts'
import { addUiTestFinding } from './ui-test-run/add-finding.ts'
import { completeUiTestRun } from './ui-test-run/complete.ts'
import { getUiTestRun } from './ui-test-run/get.ts'
import { listUiTestRuns } from './ui-test-run/list.ts'
import { startUiTestRun } from './ui-test-run/start.ts'
import { listVerifications } from './verification/list.ts'
import { createWebhook } from './webhook/create.ts'
import { deleteWebhook } from './webhook/delete.ts'
import { listWebhookDeliveries } from './webhook/deliveries.ts'
import { getWebhook } from './webhook/get.ts'
import { listWebhooks } from './webhook/list.ts'
import { testWebhook } from './webhook/test.ts'
import { updateWebhook } from './webhook/update.ts'

export const operations = [
  adminActivateTenant,
  adminListAudit,
  adminCreateKey,
  adminCreateTenant,
  adminGetStats,
  adminSuspendTenant,
  adminGetTenant,
  adminListTenants,
  adminUpdateTenant,
  getAgent,
  listAgents,
  registerAgent,
  getAgentCosts,
  getEpicCosts,
  getModelMix,
  getModelProfile,
  getModelCosts,
  getProjectCosts,
  getCostSummary,
  getCostTrends,
  createApiKey,
  listApiKeys,
  revokeApiKey,
  rotateApiKey,
  createArticleLink,
  deleteArticleLink,
  listArticleLinks,
  knowledgeArchive,
  knowledgeBulkPublish,
  createArticle,
  knowledgeDelete,
  knowledgeDrafts,
  knowledgeGet,
  listArticles,
  pageDrafts,
  knowledgePublish,
  knowledgeUnpublish,
  updateArticle,
  listArtifacts,
  reportArtifact,
  listAudit,
  bulkClaim,
  bulkMarkComplete,
  bulkReject,
  bulkVerify,
  listChanges,
  getCostAnomalies,
  pageCostAnomalies,
  resolveCostAnomaly,
  getDependencyGraph,
  createEpicDependency,
  deleteEpicDependency,
  listEpicDependencies,
  createEpic,
  deleteEpic,
  getEpic,
  listEpics,
  getEpicProgress,
  listEpicStories,
  updateEpic,
  verifyAllInEpic,
  knowledgeAgentUsage,
  knowledgeArticleStats,
  knowledgeContext,
  knowledgeCreate,
  knowledgeExport,
  exportKnowledge,
  findKnowledge,
  knowledgeIngestBatch,
  knowledgeIngest,
  knowledgeIngestionJobs,
  knowledgeLint,
  knowledgeIndex,
  pageKnowledgeIngestionJobs,
  knowledgePipeline,
  getProjectKnowledgeUsage,
  knowledgeSearch,
  knowledgeAnalyticsTop,
  knowledgeUnusedArticles,
  deleteProject,
  listProjectArticles,
  createProject,
  exportProject,
  getProject,
  importProject,
  listProjects,
  pageProjects,
  getProgress,
  updateProject,
  listReviews,
  listRoutes,
  beginSignup,
  finishSignup,
  getSignupPage,
  getSignupScript,
  createSkillResult,
  listSkillResults,
  createSkillVersion,
  getSkillVersion,
  archiveSkill,
  getSkillCostPerformance,
  createSkill,
  getSkill,
  listSkillVersions,
  importSkills,
  listSkills,
  getSkillStats,
  updateSkill,
  getOrchestratorStateHistory,
  getOrchestratorState,
  saveOrchestratorState,
  createStoryDependency,
  deleteStoryDependency,
  listStoryDependencies,
  acceptStory,
  backfillStory,
  listBlockedStories,
  claimStory,
  contractStory,
  createStoryInProject,
  createStory,
  deleteStory,
  forceUnclaimStory,
  getStory,
  getStoryHistory,
  importStories,
  listStories,
  listReadyStories,
  pageStories,
  pageReadyStories,
  rejectStory,
  reportStory,
  requestReview,
  reviewComplete,
  startStory,
  unclaimStory,
  updateStory,
  verifyStory,
  getTenant,
  getOnboarding,
  registerTenant,
  updateTenant,
  createTokenBudget,
  deleteTokenBudget,
  getTokenBudget,
  listTokenBudgets,
  setTokenBudget,
  updateTokenBudget,
  correctTokenUsage,
  createTokenUsage,
  deleteTokenUsage,
  getStoryTokenUsage,
  pageStoryTokenUsage,
  pageProjectTokenUsage,
  reportTokenUsage,
  addUiTestFinding,
  completeUiTestRun,
  getUiTestRun,
  listUiTestRuns,
  startUiTestRun,
  listVerifications,
  createWebhook,
  deleteWebhook,
  listWebhookDeliveries,
  getWebhook,
  listWebhooks,
  testWebhook,
  updateWebhook,
]
