import { LoopError } from 'loop-core'
import { command } from './command.ts'
import { Config, type ConfigKey, configKeys, readConfig, writeConfig } from './config-file.ts'
import { usage } from './usage.ts'

const keys = `Keys: ${configKeys.join(', ')}.`

export const setConfig = command({
  name: 'config set',
  takes: 'KEY VALUE',
  summary: `Keep a value on this machine, in ~/.loopctl/config.json. ${keys} What the environment says counts for more.`,
  most: 2,
  async run({ words: [name, value], environment, print }) {
    const key = keyOf(name)
    if (value === undefined) throw usage('This needs KEY VALUE.', [keys])
    const { data, error } = Config.safeParse({ [key]: value })
    if (error) throw usage(`${key} ${error.issues[0]!.message}.`)
    await print(masked(await writeConfig(environment, data)))
  },
})

export const getConfig = command({
  name: 'config get',
  takes: 'KEY',
  summary: `Print a value that is kept on this machine, also the key itself. ${keys}`,
  most: 1,
  async run({ words: [name], environment, print }) {
    const key = keyOf(name)
    const value = (await readConfig(environment))[key]
    if (value === undefined) throw notSet(key)
    await print({ [key]: value }, () => value)
  },
})

export const showConfig = command({
  name: 'config show',
  summary: 'Print what is kept on this machine, with the key masked.',
  async run({ environment, print }) {
    const config = masked(await readConfig(environment))
    await print(config, Object.keys(config).length === 0 ? () => 'Nothing is set.' : undefined)
  },
})

function keyOf(name: string | undefined): ConfigKey {
  const key = configKeys.find((each) => each === name)
  if (key === undefined) throw usage(name === undefined ? 'This needs a KEY.' : `There is no ${JSON.stringify(name)} to set.`, [keys])
  return key
}

function notSet(key: ConfigKey): LoopError {
  return new LoopError('not_found', `${key} is not set.`, { code: 'not_set', hints: [`Set it: config set ${key} VALUE.`] })
}

/** Enough of a key to know it again. */
export function masked(config: Config): Config {
  return config.api_key === undefined ? config : { ...config, api_key: `${config.api_key.slice(0, 8)}…` }
}
