import { z } from 'zod'
import { workspacesOf } from './configured.ts'
import { Command } from './task/fields.ts'
import { readTaskFile, readWorkspacesFile } from './task/read-file.ts'
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

const Variables = z.object({
  /** Worktrees are below it. */
  LOOP_HOME: path,
  LOOP_WORKSPACE: path,
  CLAUDE_PROJECT_DIR: path,
  LOOP_RUNTIME_TEST_COMMAND: Command.optional(),
  LOOP_RUNTIME_TYPECHECK_COMMAND: Command.optional(),
  LOOP_RUNTIME_ALLOWED_TOOLS: ToolNames.optional(),
  /** Whether clients may change files without a run. */
  LOOP_RUNTIME_ALLOW_MUTATIONS: z.literal('1').optional(),
  LOOP_RUNTIME_SANDBOX: z.enum(['auto', 'require', 'off']).optional(),
  LOOP_RUNTIME_SANDBOX_NETWORK: z.enum(['none', 'host']).optional(),
  /** Files that are read when the server starts. */
  LOOP_RUNTIME_TASK: path.transform((file) => (file === undefined ? {} : readTaskFile(file))),
  LOOP_RUNTIME_CONFIG: path.transform((file) => (file === undefined ? undefined : readWorkspacesFile(file))),
  /** Where skills are looked for first. */
  LOOP_RUNTIME_SKILLS_DIR: path,
  /** With which a run is driven where nobody names a model. */
  LOOP_RUNTIME_MODEL: z.string().max(200).optional(),
  /** What else may be named, with commas between. */
  LOOP_RUNTIME_MODELS: Names.default([]),
  /** A command that deletes it is noticed. */
  LOOP_DB_PATH: path,
  DATABASE_URL: z.string().optional(),
})

export type RuntimeSettings = z.output<typeof Variables>

/** The environment variables that the runtime reads; the flags of its server stand for them. Rules that could not be kept stop the start. */
export const RuntimeConfig = Variables.superRefine((settings) => void workspacesOf(settings))
