const passedOn = ['PATH', 'HOME', 'USER', 'SHELL', 'LANG', 'TERM', 'TZ', 'TMPDIR', 'NODE_ENV']

/** What a command sees of the caller's environment: a short list, and what the operator names besides. */
export function commandEnvironment(environment: NodeJS.ProcessEnv, named: readonly string[]): NodeJS.ProcessEnv {
  const wanted = new Set([...passedOn, ...named])
  const kept = Object.entries(environment).filter(([name]) => wanted.has(name) || name.startsWith('LC_'))
  return { ...Object.fromEntries(kept), CI: '1', NO_COLOR: '1' }
}
