import { countArgument } from './arguments.ts'
import { command } from './command.ts'
import { readSkillFile, readSkillFolder } from './skill-files.ts'
import { usage } from './usage.ts'

export const getSkill = command({
  name: 'skill get',
  takes: 'NAME [options]',
  summary: `A skill with its prompt.
NAME  its name or id
--version N  that version; the current one unless given`,
  options: { version: { type: 'string' } },
  most: 1,
  async run({ words: [skill_id], values: { version }, call, print }) {
    if (skill_id === undefined) throw nameless()
    if (version === undefined) return print(await call('get_skill', { skill_id }))
    const skill_version = String(countArgument('--version', version))
    await print(await call('get_skill_version', { skill_id, skill_version }))
  },
})

export const createSkill = command({
  name: 'skill create',
  takes: '--file FILE [options]',
  summary: `Make a skill from a file: its prompt, with name and description between lines of --- above it.
--file FILE  such as SKILL.md
--name NAME  another name than the file says
--project P  only for this project: id, slug or name`,
  options: { file: { type: 'string' }, name: { type: 'string' } },
  async run({ values: { file, name }, project: project_id, call, print }) {
    if (file === undefined) throw usage('This needs --file.')
    const skill = await readSkillFile(file)
    await print(await call('create_skill', { ...skill, name: name ?? skill.name, project_id }))
  },
})

export const updateSkill = command({
  name: 'skill update',
  takes: 'NAME --file FILE [options]',
  summary: `Give a skill the prompt of a file as its next version.
NAME  its name or id
--file FILE  such as SKILL.md
--changelog TEXT  what is different`,
  options: { file: { type: 'string' }, changelog: { type: 'string' } },
  most: 1,
  async run({ words: [skill_id], values: { file, changelog }, call, print }) {
    if (skill_id === undefined) throw nameless()
    if (file === undefined) throw usage('This needs --file.')
    const { prompt_text, description } = await readSkillFile(file)
    const made = await call('create_skill_version', { skill_id, prompt_text, changelog })
    const told = description === undefined ? {} : await call('update_skill', { skill_id: made.skill.id, description })
    await print({ ...made, ...told })
  },
})

export const importSkills = command({
  name: 'skill import',
  takes: 'DIR [options]',
  summary: `Bring in the skills of a folder, all or none; again it changes only what is different.
DIR  a folder of NAME/SKILL.md, or of NAME.md
--project P  only for this project: id, slug or name`,
  most: 1,
  async run({ words: [folder], project: project_id, call, print }) {
    if (folder === undefined) throw usage('This needs a DIR.')
    const skills = await readSkillFolder(folder)
    await print(await call('import_skills', { skills: skills.map((skill) => ({ ...skill, project_id })) }))
  },
})

function nameless() {
  return usage('This needs a NAME: skill list shows the skills there are.')
}
