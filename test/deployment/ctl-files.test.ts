import { X509Certificate } from 'node:crypto'
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { httpApp, testLoop } from 'loop-core/testing'
import { readYamlAs } from 'loop-core/yaml'
import { loopCtl } from 'loop-ctl'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readSettings } from '../../packages/core/src/settings.ts'
import { CtlConfig } from '../../packages/loop-ctl/src/config.ts'
import { root } from '../architecture/source-files.ts'
import { folder, isHere, read, run, scripts } from './deploy-folder.ts'

const scratch = mkdtempSync(join(tmpdir(), 'loop-deploy-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const Service = z.object({
  image: z.string(),
  ports: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  environment: z.record(z.string(), z.string()).default({}),
  volumes: z.array(z.string()).default([]),
  build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
})
const Compose = z.object({
  services: z.record(z.string(), Service),
  networks: z.record(z.string(), z.object({ internal: z.boolean().optional() })),
})

function compose(): z.output<typeof Compose> {
  const result = readYamlAs(read('compose.yaml'), Compose, { noun: 'compose file', largest: 100_000 })
  if ('faults' in result) throw new Error(JSON.stringify(result.faults))
  return result.value
}

/** The value that compose puts in place of a variable that nobody has set, or a text in place of one that is required. */
const filled = (value: string) => value.replaceAll(/\$\{\w+:([?-])([^}]*)\}/g, (_, sign, rest) => (sign === '-' ? rest : 'x'))

/** The variables of a server that a file sets. */
const settingsIn = (text: string) =>
  [...text.matchAll(/^(?:ENV |Environment=)(.*)$/gm)].flatMap(([, line]) =>
    line!.split(' ').map((one) => one.split('=') as [string, string]),
  )

const known = new Set([
  ...Object.keys(CtlConfig.shape),
  ...read('../../core/src/settings.ts')
    .match(/^ {2}[A-Z_]+(?=:)/gm)!
    .map((name) => name.trim()),
  'NODE_ENV',
])

/** What nginx says of its file, with the certificate of the tests and an address that it finds here. */
function testedByNginx(text: string) {
  writeFileSync(
    join(scratch, 'nginx.conf'),
    text.replaceAll('/etc/nginx/certs', join(scratch, 'certs')).replace('app:4000 resolve', '127.0.0.1:4000'),
  )
  return run('nginx', ['-t', '-c', join(scratch, 'nginx.conf')])
}

describe('the scripts', () => {
  it.each(scripts)('%s is one that a shell reads, and may be run', (name) => {
    expect(run('bash', ['-n', join(folder, name)])).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(() => accessSync(join(folder, name), constants.X_OK)).not.toThrow()
    if (name !== 'migrate.sh') expect(read(name)).toContain('\nset -euo pipefail\n')
    if (isHere('shellcheck')) expect(run('shellcheck', [join(folder, name)])).toMatchObject({ status: 0, stdout: '' })
  })

  it('certificate.sh makes a key and a certificate that fit, and keeps those that are there', () => {
    writeFileSync(join(scratch, 'certificate.sh'), read('certificate.sh'))
    const make = (...words: string[]) => run('bash', [join(scratch, 'certificate.sh'), ...words])
    expect(make('loop.example.com').status).toBe(0)
    const made = () => new X509Certificate(readFileSync(join(scratch, 'certs/selfsigned.crt')))
    expect([made().checkHost('loop.example.com'), made().checkHost('localhost')]).toEqual(['loop.example.com', 'localhost'])
    expect(make()).toMatchObject({ status: 1, stderr: expect.stringContaining('--force replaces it') })
    expect(made().checkHost('loop.example.com')).toBeDefined()
    expect(make('--force').status).toBe(0)
    expect(made().checkHost('loop.example.com')).toBeUndefined()
    expect(make('--force', 'a/b').status).toBe(2)
  })
})

describe('compose.yaml', () => {
  it('pins every image that it does not build', () => {
    for (const { image, build } of Object.values(compose().services)) if (!build) expect(image).toMatch(/^[a-z]+:\d+\.\d+(\.\d+)?$/)
    expect(read('Dockerfile').match(/^FROM \S+/gm)).toEqual(['FROM node:22.16-slim', 'FROM node:22.16-slim'])
  })

  it('lets nobody but the proxy be reached from outside, and the database by nobody but the app', () => {
    const { services, networks } = compose()
    for (const [name, { ports }] of Object.entries(services))
      expect([name, ports]).toEqual([name, name === 'nginx' ? ['8443:8443', '8080:8080'] : []])
    expect(networks.inside).toEqual({ internal: true })
    expect(
      Object.entries(services)
        .filter(([, service]) => service.networks.includes('inside'))
        .map(([name]) => name),
    ).toEqual(['db', 'app', 'tools'])
    expect(services.db!.networks).toEqual(['inside'])
  })

  it('holds no secret: each comes from the file beside it, in which there is none either', () => {
    const secret = /PASSWORD|KEY|DATABASE_URL/
    for (const { environment } of Object.values(compose().services))
      for (const [name, value] of Object.entries(environment))
        if (secret.test(name)) expect([name, value]).toEqual([name, expect.stringMatching(/\$\{\w+:(\?|-\})/)])
    const given = read('environment.example').match(/^\w+=.*$/gm)!
    expect(given.filter((line) => !line.endsWith('='))).toEqual([])
    const wanted = [...read('compose.yaml').matchAll(/\$\{(\w+):\?/g)].map(([, name]) => `${name}=`)
    expect(given).toEqual(expect.arrayContaining(wanted))
  })

  it('sets what the server reads, and mounts what is here', () => {
    const { app } = compose().services
    const environment = Object.fromEntries(Object.entries(app!.environment).map(([name, value]) => [name, filled(value)]))
    expect(readSettings(environment)).toMatchObject({ databaseRole: 'loop_app', host: '0.0.0.0', port: 4000, trustedProxies: 1 })
    expect(Object.keys(environment).filter((name) => !known.has(name))).toEqual([])
    expect(app!.build).toEqual({ context: '../../..', dockerfile: 'packages/loop-ctl/deploy/Dockerfile' })
    expect(join(folder, app!.build!.context)).toBe(root)
  })
})

describe('the Dockerfile', () => {
  it('copies what is there, sets what the server reads, and runs it as somebody without rights', () => {
    const dockerfile = read('Dockerfile')
    for (const [, path] of dockerfile.matchAll(/^COPY --chmod=\d+ (\S+)/gm)) expect(() => accessSync(join(root, path!))).not.toThrow()
    expect(
      settingsIn(dockerfile)
        .map(([name]) => name)
        .filter((name) => !known.has(name)),
    ).toEqual([])
    expect(dockerfile).toMatch(/^USER node$/m)
    expect(dockerfile.lastIndexOf('USER node')).toBeGreaterThan(dockerfile.lastIndexOf('FROM'))
  })

  it('looks after its server at an address that there is', async () => {
    const loop = testLoop([loopCtl])
    const app = httpApp(loop.application, { name: 'loop-ctl', version: '0', auth: 'token', allowedHosts: [], allowedOrigins: [] })
    const [, address] = /fetch\('([^']+)'\)/.exec(read('Dockerfile'))!
    expect((await app.request(address!)).status).toBe(200)
    await loop.close()
  })
})

describe('nginx.conf', () => {
  const text = read('nginx.conf')

  it('leads to TLS, and from there to the port of the app', () => {
    const statements = text.replaceAll(/#.*$/gm, '')
    expect(statements.split('{').length).toBe(statements.split('}').length)
    expect(statements.split('\n').filter((line) => !/[;{}]\s*$|^\s*$/.test(line))).toEqual([])
    expect([...statements.matchAll(/listen (?:\[::\]:)?(\d+)/g)].map(([, port]) => port)).toEqual(['8080', '8080', '8443', '8443'])
    expect(statements).toContain('server app:4000 resolve;')
    expect(statements).toContain('return 308 https://$host:8443$request_uri;')
    for (const name of ['crt', 'key']) expect(read('certificate.sh')).toContain(`selfsigned.${name}`)
    if (isHere('nginx')) expect(testedByNginx(text)).toMatchObject({ status: 0 })
  })
})

describe('loop-ctl.service', () => {
  const text = read('loop-ctl.service')

  it('sets what the server reads, and holds it back from all else', () => {
    expect(
      settingsIn(text)
        .map(([name]) => name)
        .filter((name) => !known.has(name)),
    ).toEqual([])
    expect(readSettings(Object.fromEntries(settingsIn(text)))).toMatchObject({ host: '127.0.0.1', port: 4000, home: '/var/lib/loop-ctl' })
    for (const line of [
      'NoNewPrivileges=yes',
      'ProtectSystem=strict',
      'DynamicUser=yes',
      'CapabilityBoundingSet=',
      'StateDirectory=loop-ctl',
    ])
      expect(text.split('\n')).toContain(line)
    expect(text).not.toMatch(/^[^#[\n][^=\n]*$/m)
  })

  it('is one that systemd reads, where there is one', () => {
    if (!isHere('systemd-analyze')) return
    const unit = join(scratch, 'loop-ctl.service')
    writeFileSync(unit, text.replace('/usr/bin/node', process.execPath))
    expect(run('systemd-analyze', ['verify', '--man=no', unit])).toEqual({ status: 0, stdout: '', stderr: '' })
  })
})
