/** A relative path without steps upwards, for it comes from whoever wrote the source. */
export function safePath(path: string): string {
  const segments = path.split(/[\\/]+/).filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
  return segments.map((segment) => segment.replaceAll(/[\p{Cc}:]/gu, '-')).join('/')
}
