import type { Threshold } from '../words.ts'

const guidances: Record<Threshold, string> = {
  survival:
    'There is more to do than strength to do it. Make the load lighter: one small next step at a time, nothing extra, no stretch. Say what already works. Note in silence what happens; offer a nudge only when one is ready.',
  transitional:
    'Ways of working are taking shape. Offer one change of approach where something comes back, and ask what they expect before they try it. Compare afterwards. Note in silence what happens; offer a nudge only when one is ready.',
  generative:
    'The ground is firm. Ask open questions, widen the view, let them explain or teach what they found. Leave the answers to them. Note in silence what happens; offer a nudge only when one is ready.',
}

/** How to help somebody in this mode, for the assistant; at most 600 characters. */
export function guidanceOf(mode: Threshold): string {
  return guidances[mode]
}
