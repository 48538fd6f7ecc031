import { quoteName } from './quote-name.ts'

/** The part of a diff that names a file and says why its content is not shown. */
export function withheld(path: string, why: string): string {
  return `${diffHeader(path)}# Not shown: ${why}\n`
}

export function diffHeader(path: string): string {
  return `diff --git ${quoteName(`a/${path}`)} ${quoteName(`b/${path}`)}\n`
}

export const isDenied = 'the file is on the list of those that may not be read.'
