import { Zip, ZipDeflate } from 'fflate'

/** A file of an archive. */
export interface ArchivedFile {
  path: string
  text: string
  /** When it was last changed. */
  at: string
}

/** Packs files into a ZIP archive as they come, so that only one of them is in memory. */
export async function* zipped(files: AsyncIterable<ArchivedFile>): AsyncIterable<Uint8Array> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, bytes) => {
    if (error) throw error
    ready.push(bytes)
  })
  for await (const { path, text, at } of files) {
    const file = Object.assign(new ZipDeflate(path), { mtime: at })
    zip.add(file)
    file.push(Buffer.from(text), true)
    yield* ready.splice(0)
  }
  zip.end()
  yield* ready
}
