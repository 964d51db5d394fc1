import type { english } from './english.ts'

/** The words of the portal, an area each; Japanese has the same keys (a test proves it). */
type Words = typeof english

type WithoutPlural<Key extends string> = Key extends `${infer Base}_${'zero' | 'one' | 'other'}` ? Base : Key

type Paths<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? WithoutPlural<Key> : `${Key}.${Paths<Tree[Key]>}`
}[keyof Tree & string]

/** `area:path.to.text`; a key that does not exist does not compile. */
export type TextKey = { [Area in keyof Words]: `${Area}:${Paths<Words[Area]>}` }[keyof Words]
