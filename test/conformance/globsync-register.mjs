import { register } from 'node:module'

register('./globsync-hook.mjs', import.meta.url)
