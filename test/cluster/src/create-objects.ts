import { type KubernetesClient, requestJson } from '@toride/sources/kubernetes/client'

/** An object to create and the collection it belongs to, such as `/api/v1/namespaces/shop/pods`. */
export type NewObject = { readonly path: string; readonly object: unknown }

const atOnce = 24

/** Creates objects, some at a time, as fast as the API server takes them. Throws with the server's words when it refuses one. */
export async function createObjects(client: KubernetesClient, objects: Iterable<NewObject>): Promise<void> {
  const rest = objects[Symbol.iterator]()
  const work = async (): Promise<void> => {
    for (let next = rest.next(); next.done !== true; next = rest.next()) {
      const created = await requestJson(client, { method: 'POST', path: next.value.path, body: next.value.object })
      if (!created.ok) throw new Error(`${next.value.path}: ${created.failure.message}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}
