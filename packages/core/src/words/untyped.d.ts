declare module 'stopword' {
  export const eng: readonly string[]
  export const jpn: readonly string[]
  export const zho: readonly string[]
}

declare module 'snowball-stemmers' {
  const snowball: { newStemmer(language: 'english'): { stem(word: string): string } }
  export default snowball
}
