/** Why a path, as it is written, cannot name something inside a folder. */
export type PathFault = 'empty' | 'too_long' | 'nul' | 'not_unicode' | 'absolute' | 'dot_dot' | 'windows_name'

export type PathRules = 'posix' | 'windows'

const longestPathBytes = 1_024
const reservedWindowsName = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i

/** Says what is wrong with a path that a stranger gave, without looking at the disk. */
export function relativePathFault(path: string, rules: PathRules = rulesOfThisSystem()): PathFault | undefined {
  if (path === '') return 'empty'
  if (path.includes('\0')) return 'nul'
  if (!path.isWellFormed()) return 'not_unicode'
  if (Buffer.byteLength(path) > longestPathBytes) return 'too_long'
  if (isRooted(path, rules)) return 'absolute'
  const parts = path.split(rules === 'windows' ? /[\\/]/ : '/')
  if (parts.includes('..')) return 'dot_dot'
  return rules === 'windows' && parts.some(isBadWindowsName) ? 'windows_name' : undefined
}

function rulesOfThisSystem(): PathRules {
  return process.platform === 'win32' ? 'windows' : 'posix'
}

function isRooted(path: string, rules: PathRules): boolean {
  return rules === 'windows' ? /^(?:[\\/]|[a-z]:)/i.test(path) : path.startsWith('/')
}

/** A stream (`file:stream`), a device, or a name that Windows would silently shorten to another one. */
function isBadWindowsName(part: string): boolean {
  if (part === '' || part === '.') return false
  return /[:<>"|?*]/.test(part) || /[. ]$/.test(part) || reservedWindowsName.test(part)
}
