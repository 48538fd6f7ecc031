import { trust } from './0001-trust.ts'
import { webhooks } from './0002-webhooks.ts'
import { budgets } from './0003-budgets.ts'
import { costs } from './0004-costs.ts'
import { knowledge } from './0005-knowledge.ts'
import { ingestion } from './0006-ingestion.ts'
import { skills } from './0007-skills.ts'
import { desk } from './0008-desk.ts'
import { enrolment } from './0009-enrolment.ts'

export const migrations = {
  '0001-trust': trust,
  '0002-webhooks': webhooks,
  '0003-budgets': budgets,
  '0004-costs': costs,
  '0005-knowledge': knowledge,
  '0006-ingestion': ingestion,
  '0007-skills': skills,
  '0008-desk': desk,
  '0009-enrolment': enrolment,
}
