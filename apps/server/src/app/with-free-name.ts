import { RequestProblem } from './request-problem.ts'

/**
 * Does work that writes a name which has to be free.
 *
 * @throws RequestProblem `name-taken` when the database knows the name already (PostgreSQL error code 23505)
 */
export async function withFreeName<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code === '23505') throw new RequestProblem('name-taken', { name })
    throw error
  }
}
