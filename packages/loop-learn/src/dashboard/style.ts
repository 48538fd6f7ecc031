import { formStyle } from 'loop-core'
import { growthStyle } from '../report/style.ts'

/** The page of the report with numbers and a form. */
export const style = `${growthStyle}
${formStyle}
h3,li,q,.tag{unicode-bidi:isolate;overflow-wrap:anywhere}
img{display:block;width:100%;min-width:36rem;height:auto}
figcaption{margin-top:.5rem}
.numbers{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.6rem;margin:1rem 0}
.numbers div{background:var(--tint);border-radius:8px;padding:.5rem .8rem}
dt{color:var(--quiet);font-size:.82rem}
dd{margin:0;font-size:1.35rem;font-variant-numeric:tabular-nums}`
