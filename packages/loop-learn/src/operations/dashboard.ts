import { inOne, operation, streamedText } from 'loop-core'
import { z } from 'zod'
import { dashboardPage } from '../dashboard/page.ts'

export const getDashboard = operation({
  name: 'get_dashboard',
  title: 'Get dashboard',
  summary:
    'A page for the browser that shows how you grow and changes your settings. It holds no data; it asks for your key and keeps it nowhere.',
  kind: 'effect',
  roles: ['public'],
  rest: ['GET /dashboard'],
  command: 'dashboard',
  tool: false,
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: z.object({}),
  output: streamedText,
  run: async () => ({ type: 'text/html; charset=utf-8', pieces: inOne(dashboardPage) }),
})
