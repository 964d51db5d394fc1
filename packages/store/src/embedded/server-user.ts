import { readFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { TorideError } from '@toride/core/errors'

/** Who starts the server, and as whom it runs. Without `runsAs` it runs as its starter. */
export type ServerUser = { readonly starter: string; readonly runsAs: Account | undefined }

export type Account = { readonly name: string; readonly uid: number; readonly gid: number }

/**
 * PostgreSQL refuses to run as root. The first of these that exists takes its place: an account made for us, the one that
 * packages of PostgreSQL make, and the one that every Unix has.
 */
const accountsForRoot = ['toride', 'postgres', '_postgres', 'nobody']

/**
 * Decides as whom PostgreSQL runs. Both users have to have a name: its `peer` authentication and initdb ask for it.
 *
 * @throws TorideError `database-user-unknown`
 */
export async function findServerUser(): Promise<ServerUser> {
  const starter = ownName()
  return { starter, runsAs: process.getuid?.() === 0 ? accountInsteadOfRoot(await readFile('/etc/passwd', 'utf8')) : undefined }
}

/** Chooses from the text of `passwd(5)`. */
export function accountInsteadOfRoot(passwd: string): Account {
  const accounts = parseAccounts(passwd)
  const chosen = accountsForRoot.map((name) => accounts.get(name)).find((account) => account !== undefined && account.uid !== 0)
  if (chosen !== undefined) return chosen
  throw new TorideError('database-user-unknown', {
    reason: `PostgreSQL may not run as root, and none of ${accountsForRoot.join(', ')} exists`,
  })
}

function ownName(): string {
  try {
    return userInfo().username
  } catch (error) {
    throw new TorideError('database-user-unknown', { reason: `user id ${process.getuid?.()} has no name` }, { cause: error })
  }
}

/** Accounts by name, from the text of `passwd(5)`: name, password, uid, gid, and more, separated by colons. */
export function parseAccounts(passwd: string): Map<string, Account> {
  const accounts = new Map<string, Account>()
  for (const line of passwd.split('\n')) {
    const [name, , uid, gid] = line.split(':')
    if (name === undefined || name === '' || !isId(uid) || !isId(gid) || accounts.has(name)) continue
    accounts.set(name, { name, uid: Number(uid), gid: Number(gid) })
  }
  return accounts
}

function isId(text: string | undefined): text is string {
  return text !== undefined && /^\d+$/.test(text)
}
