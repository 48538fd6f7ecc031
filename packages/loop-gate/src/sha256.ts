/** Hex, over UTF-8. The library behind it is loaded here, since a stop hook in a folder that nobody gates would wait for it in vain. */
export function sha256(content: string | Uint8Array): string {
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(content).digest('hex')
}
