import { constants } from 'node:fs'

/** Opens no link. macOS follows none on the whole way, which a resolved path has none of (O_NOFOLLOW_ANY of its fcntl.h). */
export const noFollow = process.platform === 'darwin' ? 0x20000000 : (constants.O_NOFOLLOW ?? 0)
