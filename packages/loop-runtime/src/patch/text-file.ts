import { notText, tooLarge } from './refusals.ts'

const mostBytes = 2 * 1024 * 1024

/** A file as text, its byte order mark aside. */
export interface TextFile {
  mark: '' | '\ufeff'
  text: string
}

export function decodeFile(path: string, bytes: Buffer): TextFile {
  if (bytes.length > mostBytes) throw tooLarge(`${path} has more bytes`, '2 MiB a file')
  if (bytes.includes(0)) throw notText(path, 'is a binary file')
  const text = decoded(path, bytes)
  return text.startsWith('\ufeff') ? { mark: '\ufeff', text: text.slice(1) } : { mark: '', text }
}

export function encodeFile(path: string, { mark, text }: TextFile): Buffer {
  const bytes = Buffer.from(mark + text)
  if (bytes.length > mostBytes) throw tooLarge(`${path} would have more bytes`, '2 MiB a file')
  if (bytes.includes(0)) throw notText(path, 'would be a binary file')
  return bytes
}

function decoded(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw notText(path, 'is not UTF-8')
  }
}
