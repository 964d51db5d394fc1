import type account from '../locales/en/account.json'
import type audit from '../locales/en/audit.json'
import type clusters from '../locales/en/clusters.json'
import type environments from '../locales/en/environments.json'
import type exemptions from '../locales/en/exemptions.json'
import type health from '../locales/en/health.json'
import type inventory from '../locales/en/inventory.json'
import type overview from '../locales/en/overview.json'
import type policies from '../locales/en/policies.json'
import type recommendations from '../locales/en/recommendations.json'
import type score from '../locales/en/score.json'
import type shell from '../locales/en/shell.json'
import type terms from '../locales/en/terms.json'
import type ui from '../locales/en/ui.json'
import type users from '../locales/en/users.json'

/** The words of the portal, a file per area; Japanese has the same files and keys (a test proves it). */
type Words = {
  account: typeof account
  audit: typeof audit
  clusters: typeof clusters
  environments: typeof environments
  exemptions: typeof exemptions
  health: typeof health
  inventory: typeof inventory
  overview: typeof overview
  policies: typeof policies
  recommendations: typeof recommendations
  score: typeof score
  shell: typeof shell
  terms: typeof terms
  ui: typeof ui
  users: typeof users
}

type WithoutPlural<Key extends string> = Key extends `${infer Base}_${'zero' | 'one' | 'other'}` ? Base : Key

type Paths<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? WithoutPlural<Key> : `${Key}.${Paths<Tree[Key]>}`
}[keyof Tree & string]

/** `area:path.to.text`; a key that does not exist does not compile. */
export type TextKey = { [Area in keyof Words]: `${Area}:${Paths<Words[Area]>}` }[keyof Words]
