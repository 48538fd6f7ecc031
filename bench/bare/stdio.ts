import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { bareServer } from './server.ts'

serveStdio(() => bareServer())
