import { z } from 'zod'

/** What a list of tools says of an answer that confirms a change: nothing in advance, since every model that reads the list pays for each word. */
export const someObject = z.object({})
