import { formStyle, pageStyle } from 'loop-core'

/** The pages of a signup. */
export const style = `${pageStyle}
${formStyle}
ol{margin:.6rem 0;padding-left:1.4rem}
li{margin:.9rem 0}
.field output{display:block}
.enrolled li{margin:.2rem 0;overflow-wrap:anywhere}
code,pre{font:.9rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
pre{background:var(--tint);border-radius:8px;padding:.7rem .9rem;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
pre.key{border:2px solid var(--good);user-select:all}`
