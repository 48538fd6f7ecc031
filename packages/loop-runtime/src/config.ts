import { z } from 'zod'
import { Command } from './task/fields.ts'
import { toolNamed } from './task/tool-name.ts'
import { actionTools } from './words.ts'

const path = z.string().max(4_096).optional()

/** With commas between. */
const Names = z
  .string()
  .max(1_000)
  .transform((text) => text.split(',').map((name) => name.trim()))

/** In either spelling. */
const ToolNames = Names.superRefine((names, context) => {
  for (const name of names)
    if (toolNamed(name) === undefined)
      context.addIssue({ code: 'custom', message: `has no tool ${name.slice(0, 64)}; there are ${actionTools.join(', ')}` })
})

/** The environment variables that the runtime reads; the flags of its server stand for them. */
export const RuntimeConfig = z.object({
  /** Worktrees are below it. */
  LOOP_HOME: path,
  LOOP_WORKSPACE: path,
  CLAUDE_PROJECT_DIR: path,
  LOOP_RUNTIME_TEST_COMMAND: Command.default('npm test'),
  LOOP_RUNTIME_TYPECHECK_COMMAND: Command.optional(),
  LOOP_RUNTIME_ALLOWED_TOOLS: ToolNames.optional(),
  /** Whether clients may change files without a run. */
  LOOP_RUNTIME_ALLOW_MUTATIONS: z.literal('1').optional(),
  LOOP_RUNTIME_SANDBOX: z.enum(['auto', 'require', 'off']).default('auto'),
  LOOP_RUNTIME_SANDBOX_NETWORK: z.enum(['none', 'host']).default('none'),
  /** With which a run is driven where nobody names a model. */
  LOOP_RUNTIME_MODEL: z.string().max(200).default('mock'),
  /** What else may be named, with commas between. */
  LOOP_RUNTIME_MODELS: Names.default([]),
  DATABASE_URL: z.string().optional(),
})

export type RuntimeSettings = z.output<typeof RuntimeConfig>
