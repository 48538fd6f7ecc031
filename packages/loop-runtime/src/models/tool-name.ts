/** The name under which a tool is known, from either spelling: `repo.read_file` is `repo_read_file`. */
export function toolName(written: string): string {
  return written.startsWith('repo.') ? written.replaceAll('.', '_') : written
}
