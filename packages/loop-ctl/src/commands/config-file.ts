import { readFileSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { usage } from './usage.ts'

const line = z.string().max(2_000)

/** What a person keeps on their machine for the command line. */
export const Config = z.object({
  server: z.url({ protocol: /^https?$/, error: 'must be an address such as https://loop.example.org' }).optional(),
  api_key: line.regex(/^[\x21-\x7e]+$/, 'must be a key, without blanks').optional(),
  format: z.enum(['json', 'human', 'csv']).optional(),
  project: line.min(1).optional(),
})
export type Config = z.output<typeof Config>
export type ConfigKey = keyof Config

export const configKeys = Object.keys(Config.shape) as ConfigKey[]

type Environment = Readonly<Record<string, string | undefined>>

/** Where the file is; LOOPCTL_CONFIG moves it. */
function configPath({ LOOPCTL_CONFIG }: Environment): string {
  return LOOPCTL_CONFIG || join(homedir(), '.loopctl', 'config.json')
}

/** Reads the file; nothing is set where there is none. Throws `invalid_input` for one that cannot be understood. */
export async function readConfig(environment: Environment): Promise<Config> {
  const path = configPath(environment)
  return parse(await readFile(path, 'utf8').catch(nothingThere), path)
}

/** The same before anything else can be done, when a command starts. */
export function readConfigAtStart(environment: Environment): Config {
  const path = configPath(environment)
  try {
    return parse(readFileSync(path, 'utf8'), path)
  } catch (error) {
    return parse(nothingThere(error), path)
  }
}

function nothingThere(error: unknown): string {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '{}'
  throw error
}

function parse(text: string, path: string): Config {
  const { data, error } = Config.safeParse(json(text))
  if (data) return data
  const wrong = error.issues[0]!.path.join('.')
  throw usage(`${path} cannot be understood${wrong === '' ? '' : ` at ${wrong}`}.`, ['Mend it, or remove it and set everything again.'])
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Sets some values and keeps the others. Nobody else may read the file, since it holds a key. */
export async function writeConfig(environment: Environment, changes: Config): Promise<Config> {
  const path = configPath(environment)
  const config = { ...(await readConfig(environment)), ...changes }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  // A new file takes the old one's place, so that its mode holds whatever was there before.
  const draft = `${path}.${process.pid}.tmp`
  await writeFile(draft, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 })
  await rename(draft, path)
  return config
}
