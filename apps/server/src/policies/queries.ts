import type { PolicyDocument } from '@toride/contract/policies'
import type { Database } from '@toride/store/schema'
import type { Kysely } from 'kysely'

export type PolicyRow = {
  id: string
  name: string
  document: PolicyDocument
  created_at: Date
  updated_at: Date
  updated_by: string
}

export async function readPolicies(database: Kysely<Database>): Promise<PolicyRow[]> {
  return (await database.selectFrom('policies').selectAll().orderBy('name').execute()) as PolicyRow[]
}

export async function findPolicy(database: Kysely<Database>, id: string): Promise<PolicyRow | undefined> {
  return (await database.selectFrom('policies').selectAll().where('id', '=', id).executeTakeFirst()) as PolicyRow | undefined
}

export async function insertPolicy(database: Kysely<Database>, document: PolicyDocument, by: string): Promise<string> {
  const values = { name: document.metadata.name, document: JSON.stringify(document), updated_by: by }
  return (await database.insertInto('policies').values(values).returning('id').executeTakeFirstOrThrow()).id
}

export async function replacePolicy(database: Kysely<Database>, id: string, document: PolicyDocument, by: string, at: Date): Promise<void> {
  const values = { name: document.metadata.name, document: JSON.stringify(document), updated_by: by, updated_at: at }
  await database.updateTable('policies').set(values).where('id', '=', id).execute()
}

export async function deletePolicyRow(database: Kysely<Database>, id: string): Promise<void> {
  await database.deleteFrom('policies').where('id', '=', id).execute()
}
