import { createSuperadminKey, createTenant, impersonate } from './admin.ts'
import { showAnomalies, showCostAnomalies } from './anomalies.ts'
import { logIn, whoAmI } from './auth.ts'
import { showBlocked } from './blocked.ts'
import { setBudget } from './budget-set.ts'
import { getConfig, setConfig, showConfig } from './config.ts'
import { contractStory } from './contract.ts'
import { showCostSummary } from './cost-summary.ts'
import { createKey } from './create-key.ts'
import { createProject } from './create-project.ts'
import { createWebhook } from './create-webhook.ts'
import { exportProject } from './export.ts'
import { importProject } from './import.ts'
import { showPending } from './pending.ts'
import { reportStory } from './report.ts'
import { createSkill, getSkill, importSkills, updateSkill } from './skill.ts'
import { loadState, saveState } from './state.ts'
import { showStatus } from './status.ts'
import { registerTenant, updateTenant } from './tenant.ts'
import { showTokenReport } from './token-report.ts'
import { showTokenUsage } from './token-usage.ts'

/** The commands that make more than one call, or none; all others are operations under their command or shortcut. */
export const commands = [
  setConfig,
  getConfig,
  showConfig,
  logIn,
  whoAmI,
  registerTenant,
  updateTenant,
  createKey,
  createProject,
  createWebhook,
  importProject,
  exportProject,
  showStatus,
  showBlocked,
  contractStory,
  reportStory,
  showPending,
  showCostSummary,
  showAnomalies,
  showCostAnomalies,
  saveState,
  loadState,
  showTokenReport,
  showTokenUsage,
  setBudget,
  getSkill,
  createSkill,
  updateSkill,
  importSkills,
  createTenant,
  createSuperadminKey,
  impersonate,
]
