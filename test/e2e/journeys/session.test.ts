import assert from 'node:assert/strict'
import { journey } from '../src/journey.ts'
import { everything, inviteUser } from '../src/users.ts'

journey(
  'a page asks for the sign-in, says when the password is wrong, and comes back to where it was',
  { as: 'nobody', expectedStatuses: [400, 401, 403, 422] },
  async ({ page, api }) => {
    const { username, password } = await inviteUser(api, everything)
    await page.goto('/recommendations?severity=high')
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await page.getByLabel('Username').fill(username)
    await page.getByLabel(/^Password/).fill('not the password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText(/user ?name or (the )?password/i).waitFor()
    assert.equal(await page.getByLabel(/^Password/).inputValue(), '')
    await page.getByLabel(/^Password/).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()

    await page.getByRole('heading', { level: 1, name: 'Choose your own password' }).waitFor()
    await page.getByLabel('Current password').fill(password)
    await page.getByLabel('New password').fill('short')
    await page.getByRole('button', { name: 'Change password' }).click()
    await page
      .getByText(/12 characters|at least 12/i)
      .first()
      .waitFor()
    await page.getByLabel('New password').fill('chosen by the user alone')
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByRole('heading', { level: 1, name: 'Recommendations' }).waitFor()
    assert.equal(new URL(page.url()).search, '?severity=high')
  },
)

journey('signing out ends the session, also for the Back button', {}, async ({ page, account }) => {
  await page.goto('/inventory')
  await page.getByRole('heading', { level: 1, name: 'Inventory' }).waitFor()
  await page.goto('/')
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  await page.getByRole('button', { name: `Account of ${account?.username}` }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
  const answer = await page.request.get('/api/v1/recommendations')
  assert.equal(answer.status(), 401)
})
