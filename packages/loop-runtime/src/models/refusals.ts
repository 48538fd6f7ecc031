import { LoopError } from 'loop-core'

const kinds = 'mock, openai:NAME, anthropic:NAME, scripted:FILE or cassette:FILE'

/** A name that stands for no model. */
export function unknownModel(name: string): LoopError {
  return new LoopError('invalid_input', `There is no model "${name.slice(0, 100)}".`, { hints: [`Name one of ${kinds}.`] })
}

/** `openai` alone takes its name from the environment, where there is none. */
export function modelNotNamed(): LoopError {
  return new LoopError('invalid_input', 'The model "openai" takes its name from OPENAI_MODEL, which is not set.', {
    hints: ['Set OPENAI_MODEL, or name the model: openai:NAME.'],
  })
}

export function keyMissing(name: string, variable: string): LoopError {
  return new LoopError('unavailable', `The model ${name} needs a key, and ${variable} is not set.`, {
    code: 'model_unreachable',
    hints: [`Set ${variable}, or use --model mock, which needs none.`],
  })
}

export function addressInvalid(variable: string): LoopError {
  return new LoopError('invalid_input', `${variable} is not an http or https address.`, {
    hints: ['Give it as in https://host/v1, without a user name.'],
  })
}

/** A file of replies that cannot be read; `why` is a sentence. */
export function repliesInvalid(file: string, why: string): LoopError {
  return new LoopError('invalid_input', `${file} holds no replies of a model: ${why}`, { details: { file } })
}

export function repliesMissing(file: string): LoopError {
  return new LoopError('not_found', `There is no file ${file} with replies of a model.`, { code: 'file_not_found', details: { file } })
}

/** A recording never writes over what is there. */
export function recordingExists(file: string): LoopError {
  return new LoopError('conflict', `${file} is there already, and a recording does not replace it.`, {
    code: 'file_exists',
    hints: ['Name another file, or remove this one.'],
    details: { file },
  })
}
