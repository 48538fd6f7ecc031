/** How one part of the work is done. Its file is made from this, and so is its prompt. */
export interface SkillText {
  name: `loopctl:${string}`
  title: string
  /** One sentence, for whoever chooses among skills. */
  description: string
  /** Markdown. */
  body: string
}
