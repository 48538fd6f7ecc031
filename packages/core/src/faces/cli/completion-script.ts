import { script } from '@bomb.sh/tab'
import { Argument, type Command } from 'commander'
import type { CommandLine } from './command-line.ts'
import { printed } from './printed.ts'

const shells = ['bash', 'zsh', 'fish', 'powershell']

/** Adds `completion <shell>`, which prints what a shell needs to complete our words. */
export function addCompletion(program: Command, { name, stdout }: CommandLine): void {
  const command = program.command('completion').description('Print what your shell needs to complete commands, options and values')
  command.helpGroup('This program:').addArgument(new Argument('<shell>', 'Your shell').choices(shells))
  command.addHelpText('after', installation(name))
  command.action((shell: string) => void stdout.write(friendly(printed(() => script(shell, name, name)))))
}

/** In bash, a second script that declares the same constants as read-only would complain in every new shell. */
function friendly(text: string): string {
  return text.replaceAll(/^readonly /gm, '')
}

function installation(name: string): string {
  return `
Add one line to your shell's own file:
  ~/.bashrc                    source <(${name} completion bash)
  ~/.zshrc, below compinit     source <(${name} completion zsh)
  ~/.config/fish/config.fish   ${name} completion fish | source
  $PROFILE of PowerShell       ${name} completion powershell | Out-String | Invoke-Expression

In bash this needs the package bash-completion.`
}
