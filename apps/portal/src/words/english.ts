import account from '../locales/en/account.json'
import audit from '../locales/en/audit.json'
import clusters from '../locales/en/clusters.json'
import environments from '../locales/en/environments.json'
import exemptions from '../locales/en/exemptions.json'
import health from '../locales/en/health.json'
import inventory from '../locales/en/inventory.json'
import overview from '../locales/en/overview.json'
import policies from '../locales/en/policies.json'
import recommendations from '../locales/en/recommendations.json'
import score from '../locales/en/score.json'
import shell from '../locales/en/shell.json'
import terms from '../locales/en/terms.json'
import ui from '../locales/en/ui.json'
import users from '../locales/en/users.json'

/** The words of the portal in English: an area of the portal, a file. */
export const english = {
  account,
  audit,
  clusters,
  environments,
  exemptions,
  health,
  inventory,
  overview,
  policies,
  recommendations,
  score,
  shell,
  terms,
  ui,
  users,
}
