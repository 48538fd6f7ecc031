import { command } from './command.ts'
import { usage } from './usage.ts'

export const registerTenant = command({
  name: 'tenant register',
  summary: 'Print the address at which people register: it takes a browser and a security key.',
  async run({ environment: { LOOP_SERVER: server }, print }) {
    if (server === undefined) throw usage('There is no server to register with.', ['Name one: loopctl config set server URL.'])
    const url = `${server.replace(/\/+$/, '')}/signup`
    await print({ url }, () => `Register in a browser: ${url}`)
  },
})

export const updateTenant = command({
  name: 'tenant update',
  takes: '--setting NAME=VALUE…',
  summary: `Change name, e-mail or settings; what is not named stays as it is.
--setting NAME=VALUE  as often as you like; a value that is JSON, such as 7 or true, is meant as such
--name TEXT  --email ADDRESS`,
  options: { setting: { type: 'string', multiple: true }, name: { type: 'string' }, email: { type: 'string' } },
  async run({ values: { setting = [], name, email }, call, print }) {
    const settings = setting.length === 0 ? undefined : Object.fromEntries(setting.map(settingOf))
    if (settings === undefined && name === undefined && email === undefined) throw usage('There is nothing to change.')
    await print(await call('update_tenant', { name, email, settings }))
  },
})

function settingOf(text: string): [string, unknown] {
  const [name = '', value] = text.split(/=(.*)/s, 2)
  if (name === '' || value === undefined) throw usage(`--setting takes NAME=VALUE, not ${JSON.stringify(text)}.`)
  return [name, meant(value)]
}

function meant(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
