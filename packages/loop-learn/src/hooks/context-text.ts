import type { z } from 'zod'
import type { SessionContext } from '../context/session-context.ts'

const longest = 1_200

type Context = Pick<z.input<typeof SessionContext>, 'mode' | 'guidance' | 'blind_spots'>

/** What a model is told when a session of its client begins. */
export function contextText({ mode, guidance, blind_spots }: Context, nudge?: { id: string; text: string }): string {
  const patterns = blind_spots.slice(0, 3).map(({ title, state, severity }) => `- ${title} (${state}, ${severity})`)
  const lines = [
    `loop-learn, mode ${mode}: ${guidance}`,
    ...(patterns.length > 0 ? ['Patterns that came back:', ...patterns] : []),
    ...(nudge ? [`One nudge, to be said once where it fits: ${nudge.text}`, `Pass the answer on: answer_nudge ${nudge.id}`] : []),
  ]
  return [...lines.join('\n')].slice(0, longest).join('')
}
