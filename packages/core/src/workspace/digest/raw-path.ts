import { join } from 'node:path'

/** The form in which paths are compared and sorted: each byte as one character. */
export function rawPath(path: string): string {
  return Buffer.from(path).toString('latin1')
}

/** The same path as text for people and patterns; bytes that are no UTF-8 become U+FFFD. */
export function pathText(raw: string): string {
  return Buffer.from(raw, 'latin1').toString('utf8')
}

/** Whether nothing was lost in `pathText`. */
export function isUnicode(raw: string): boolean {
  return rawPath(pathText(raw)) === raw
}

/** The path by which the file system knows it, byte for byte. */
export function diskPath(root: string, raw: string): Buffer {
  return Buffer.concat([Buffer.from(join(root, '/')), Buffer.from(raw, 'latin1')])
}

/** Whether a path from git's index stays under its root; a forged index may hold any. */
export function isPlainPath(raw: string): boolean {
  return !/(?:^|\/)(?:\.{0,2}|\.git)(?:\/|$)/i.test(raw)
}
