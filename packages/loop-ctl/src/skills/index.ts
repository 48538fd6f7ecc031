import { contract } from './contract.ts'
import { orchestrate } from './orchestrate.ts'
import { plan } from './plan.ts'
import { review } from './review.ts'
import type { SkillText } from './skill-text.ts'
import { status } from './status.ts'
import { verifyArtifacts } from './verify-artifacts.ts'

/** The skills that come along, in the order in which a project meets them. */
export const skills: readonly SkillText[] = [plan, orchestrate, contract, review, verifyArtifacts, status]

/** Their files, by the paths that they have in this package, as other programs and `skill import` read them. */
export function skillFiles(): { path: string; content: string }[] {
  return skills.map(({ name, description, body }) => ({
    path: `skills/${name.replace(':', '-')}/SKILL.md`,
    content: `---\nname: ${name}\ndescription: ${description}\n---\n\n${body}`,
  }))
}
