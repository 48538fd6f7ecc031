import { type AskGit, GitFailure } from './ask-git.ts'

interface Setting {
  scope: string
  name: string
  value: string
}

/** What a repository's configuration says that matters to us. */
export interface GitSettings {
  /** `-c` options that switch off the filter programs which the repository itself configures. */
  withoutOwnFilters: string[]
  /** Whether git looks at the executable bit here. */
  fileMode: boolean
  /** Whether git turns CRLF into LF in every text file. */
  autoCrlf: boolean
  /** A file of ignore rules that the repository itself names, as written there. */
  ownExcludesFile: string | undefined
}

/** Reads the configuration; fails if a filter of the repository cannot be switched off. */
export async function readGitSettings(ask: AskGit): Promise<GitSettings> {
  const output = await ask(['config', '--list', '--show-scope', '-z'])
  const settings = parseSettings(Buffer.from(output, 'latin1').toString('utf8'))
  return {
    withoutOwnFilters: overridesOf(settings),
    fileMode: !/^(?:false|no|off|0|)$/i.test(lastValue(settings, 'core.filemode') ?? 'true'),
    autoCrlf: /^(?:true|yes|on|1|input)$/i.test(lastValue(settings, 'core.autocrlf') ?? 'false'),
    ownExcludesFile: lastValue(settings.filter(isOwn), 'core.excludesfile'),
  }
}

/** Scope, then name and value parted by a line break; a name alone means true. */
function parseSettings(text: string): Setting[] {
  const fields = text.split('\0')
  const settings: Setting[] = []
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [, name = '', value = 'true'] = /^([^\n]*)(?:\n([\s\S]*))?$/.exec(fields[index + 1]!) ?? []
    settings.push({ scope: fields[index]!, name, value })
  }
  return settings
}

/** Puts back what the person at the machine configured for the same filter, or nothing. */
function overridesOf(settings: readonly Setting[]): string[] {
  const own = settings.filter((setting) => isOwn(setting) && setting.name.startsWith('filter.'))
  const names = [...new Set(own.map(({ name }) => name))]
  const foreign = settings.filter((setting) => !isOwn(setting))
  // `-c` ends a name at the first equals sign, and an argument holds Unicode only: such a filter would stay on.
  if (names.some((name) => /[=\ufffd]/.test(name))) throw new GitFailure('a filter of this repository cannot be switched off')
  return names.flatMap((name) => ['-c', `${name}=${lastValue(foreign, name) ?? ''}`])
}

function isOwn({ scope }: Setting): boolean {
  return scope === 'local' || scope === 'worktree'
}

function lastValue(settings: readonly Setting[], name: string): string | undefined {
  return settings.findLast((setting) => setting.name === name)?.value
}
