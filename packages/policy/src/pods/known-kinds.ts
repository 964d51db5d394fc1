import { nearest } from '../assignment/read-document.ts'
import { objectShapes } from './object-shapes.ts'
import { podTemplatePointers } from './pod-view.ts'

/** Kinds that checks look at, by group. Groups of Kubernetes alone: nobody else may add a kind to them. */
const kindsOfGroups = new Map<string, string[]>()
for (const key of new Set([...Object.keys(podTemplatePointers), ...Object.keys(objectShapes)])) {
  const [group = '', kind = ''] = key.split('/')
  if (group.includes('.') && !group.endsWith('.k8s.io')) continue
  const kinds = kindsOfGroups.get(group)
  if (kinds === undefined) kindsOfGroups.set(group, [kind])
  else kinds.push(kind)
}

/** The kind that is meant by one that Kubernetes does not have (`group/Kind`): `apps/Deploymnet`, `/pod`. Undefined when it may be right. */
export function kindMeant(key: string): string | undefined {
  const [group = '', kind = ''] = key.split('/')
  const kinds = kindsOfGroups.get(group)
  return kinds === undefined || kinds.includes(kind) ? undefined : nearest(kind, kinds)
}
