import { z } from 'zod'

const slug = /^[a-z0-9][a-z0-9._-]{0,62}$/

/** The environment variables that the queue reads. */
export const QueueConfig = z.object({
  LOOP_QUEUE_WORKSPACE: z
    .string()
    .regex(slug, 'must be lower-case letters, digits, dots, dashes or underscores, at most 63')
    .default('default'),
  LOOP_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  LOOP_MAIL_FROM: z
    .string()
    .max(320)
    .regex(/^[^\p{Cc}]*[^\s<>@]+@[^\s<>@]+>?$/u, 'must hold an address, such as Loop <loop@example.com>')
    .optional(),
  LOOP_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
})
