/** Where a run is kept unless somebody says otherwise, beneath the workspace; readers of the reference look for it there. */
export const usualTracePath = '.forloop/state.sqlite'
