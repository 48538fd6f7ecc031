/** The commands that a package.json offers. */
export interface OfferedCommands {
  testCommand?: string
  typecheckCommand?: string
}

const typechecks = ['typecheck', 'type-check', 'check-types', 'check:types', 'tsc']

/** Reads which scripts of a package.json test and check types; a file that cannot be read offers nothing. */
export function offeredCommands(packageJson: string | undefined): OfferedCommands {
  const { scripts, packageManager } = fieldsOf(packageJson)
  const manager = /^(npm|pnpm|yarn|bun)@/.exec(String(packageManager))?.[1] ?? 'npm'
  const has = (name: string) => typeof scripts[name] === 'string' && !scripts[name].includes('no test specified')
  const typecheck = typechecks.find(has)
  return {
    ...(has('test') ? { testCommand: manager === 'bun' ? 'bun run test' : `${manager} test` } : {}),
    ...(typecheck === undefined ? {} : { typecheckCommand: `${manager} run ${typecheck}` }),
  }
}

function fieldsOf(packageJson = '{}'): { scripts: Record<string, unknown>; packageManager: unknown } {
  try {
    const { scripts, packageManager } = Object(JSON.parse(packageJson))
    return { scripts: Object(scripts), packageManager }
  } catch {
    return { scripts: {}, packageManager: undefined }
  }
}
