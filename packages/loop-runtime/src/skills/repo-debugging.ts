/** The skill that a run has unless another one is named. */
export const repoDebugging = `# Repo debugging

1. Run the tests before anything else, and read the first failure to its end: what was expected, what came, in which file.
2. Search for the name that the failure speaks of, then read only the part of the file that it points to.
3. Say in one sentence what is wrong. If you cannot, read further; do not patch on a guess.
4. Make the smallest patch that mends the cause. Leave the tests as they are: they say what is right.
5. Run the tests again. If another one fails now, go on with that one; if the same one fails, take your explanation back.
6. Look at the diff once before you finish: nothing should be in it that the goal does not need.
`
