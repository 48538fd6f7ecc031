import { mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/folder.ts'
import { acceptedPath, findWorkspace, workspaceId } from './workspace.ts'

const nowhere = '/nowhere'
const marked = { '.loop/gate.yaml': '' }
const at = (root: string) => ({ id: workspaceId(root), root })

describe('a workspace', () => {
  it('is named after the real path of its root', () => {
    expect(workspaceId('/projects/shop')).toBe('ws_e90ec126c37f02cc')
  })

  it('is the nearest folder upwards that has a policy', async () => {
    const root = temporaryFolder({ ...marked, 'inner/.loop/gate.yaml': '', 'inner/deep/er/x': '', 'other/x': '' })
    const find = (cwd: string) => findWorkspace({ cwd: join(root, cwd), projectFolder: undefined, home: nowhere })
    expect(await find('inner/deep/er')).toEqual(at(join(root, 'inner')))
    expect(await find('other')).toEqual(at(root))
    expect(await find('.')).toEqual(at(root))
  })

  it('is also one whose policy was accepted here and deleted since', async () => {
    const root = temporaryFolder({ 'src/x': '' })
    const home = temporaryFolder()
    const find = () => findWorkspace({ cwd: join(root, 'src'), projectFolder: undefined, home })
    expect(await find()).toBeUndefined()
    mkdirSync(acceptedPath(home, workspaceId(root)), { recursive: true })
    expect(await find()).toEqual(at(root))
  })

  it("else is that of the client's project folder", async () => {
    const cwd = temporaryFolder()
    const root = temporaryFolder({ ...marked, 'inner/x': '' })
    for (const projectFolder of [root, join(root, 'inner')])
      for (const start of [cwd, undefined]) expect(await findWorkspace({ cwd: start, projectFolder, home: nowhere })).toEqual(at(root))
  })

  it('is none where the project of a client has no policy', async () => {
    const projectFolder = temporaryFolder()
    expect(await findWorkspace({ cwd: projectFolder, projectFolder, home: nowhere })).toBeUndefined()
  })

  it('is found by its real path, whatever links lead there', async () => {
    const root = temporaryFolder({ 'real/.loop/gate.yaml': '' })
    symlinkSync('real', join(root, 'link'))
    expect(await findWorkspace({ cwd: join(root, 'link'), projectFolder: undefined, home: nowhere })).toEqual(at(join(root, 'real')))
  })

  it('may be the home folder itself', async () => {
    const person = temporaryFolder({ ...marked, '.loop/gate/x': '' })
    expect(await findWorkspace({ cwd: person, projectFolder: undefined, home: join(person, '.loop') })).toEqual(at(person))
  })

  it('counts a policy that is a link, so that somebody can say what is wrong with it', async () => {
    const root = temporaryFolder({ '.loop/x': '' })
    symlinkSync('nothing', join(root, '.loop/gate.yaml'))
    expect(await findWorkspace({ cwd: root, projectFolder: undefined, home: nowhere })).toEqual(at(root))
  })

  it.each(['relative', '', '/no/such/folder', '/a\0b', import.meta.filename])('is not looked for at %j', async (cwd) => {
    expect(await findWorkspace({ cwd, projectFolder: cwd, home: nowhere })).toBeUndefined()
  })

  it('is looked for up to the root of the file system and no further', async () => {
    expect(await findWorkspace({ cwd: dirname(temporaryFolder()), projectFolder: undefined, home: nowhere })).toBeUndefined()
    expect(await findWorkspace({ cwd: '/', projectFolder: undefined, home: nowhere })).toBeUndefined()
  })
})
