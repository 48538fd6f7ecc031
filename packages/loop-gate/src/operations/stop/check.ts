import { operation, text } from 'loop-core'
import { z } from 'zod'
import { answerStop } from '../../stop/answer-stop.ts'

const said = text(4_096).optional()
const flag = z.union([z.boolean(), text(100)]).optional()
const list = z.union([z.array(z.unknown()).max(1_000), text(100_000)]).optional()

export const checkStop = operation({
  name: 'check_stop',
  title: 'Check a stop',
  summary:
    "For a client's stop hook of the kind mcp_tool: takes the hook's fields and answers with exactly the hook's JSON. Agents call should_continue.",
  kind: 'effect',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  input: z.object({
    hook_event_name: text(100),
    session_id: text(200).optional(),
    cwd: said,
    stop_hook_active: flag,
    last_assistant_message: text(1_000_000).optional(),
    prompt_id: said,
    permission_mode: said,
    agent_id: said,
    background_tasks: list,
    session_crons: list,
  }),
  output: z.looseObject({}),
  text: (answer) => JSON.stringify(answer),
  run: (payload, context) => answerStop(payload, context, 'mcp_tool'),
})
