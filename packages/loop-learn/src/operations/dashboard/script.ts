import { inOne, operation, streamedText } from 'loop-core'
import { z } from 'zod'
import { dashboardScript } from '../../dashboard/script.ts'

export const getDashboardScript = operation({
  name: 'get_dashboard_script',
  title: 'Get the script of the dashboard',
  summary: 'What the page at /dashboard runs.',
  kind: 'effect',
  roles: ['public'],
  // A server lets pages run what stands at an address of its own, and nothing else.
  rest: ['GET /dashboard.js'],
  command: 'dashboard script',
  tool: false,
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: z.object({}),
  output: streamedText,
  run: async () => ({ type: 'text/javascript; charset=utf-8', pieces: inOne(dashboardScript) }),
})
