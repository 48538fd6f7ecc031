/** The files of a workspace. Whoever implements it checks every path; a path that may not be touched throws. */
export interface PatchFiles {
  /** Null where there is no file. */
  read(path: string): Promise<Buffer | null>
  /** The permission bits, null where there is no file. */
  mode(path: string): Promise<number | null>
  /** At most three names of files that look like this one. */
  nearest(path: string): Promise<readonly string[]>
  /** Puts the whole file there or nothing, with its folders. A file that is there keeps its own mode. */
  write(path: string, bytes: Buffer, mode: number | null): Promise<void>
  remove(path: string): Promise<void>
}
