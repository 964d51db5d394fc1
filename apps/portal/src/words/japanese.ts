import account from '../locales/ja/account.json'
import audit from '../locales/ja/audit.json'
import clusters from '../locales/ja/clusters.json'
import environments from '../locales/ja/environments.json'
import errors from '../locales/ja/errors.json'
import exemptions from '../locales/ja/exemptions.json'
import health from '../locales/ja/health.json'
import inventory from '../locales/ja/inventory.json'
import overview from '../locales/ja/overview.json'
import policies from '../locales/ja/policies.json'
import recommendations from '../locales/ja/recommendations.json'
import score from '../locales/ja/score.json'
import shell from '../locales/ja/shell.json'
import terms from '../locales/ja/terms.json'
import ui from '../locales/ja/ui.json'
import users from '../locales/ja/users.json'

/**
 * The words of the portal in Japanese; a test proves that these are the same as in English. Errors are an area of their own,
 * since the server tells them in English.
 */
export const japanese = {
  account,
  audit,
  clusters,
  environments,
  errors,
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
