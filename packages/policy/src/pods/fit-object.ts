import { valueAt } from '@toride/core/json-pointer'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { metadataShape, objectShapes, podTemplateShape } from './object-shapes.ts'
import { fields, fitShape, type Shape, type ShapeFault } from './shape.ts'

/** One shape per kind, made of its own fields, its metadata and its pod template. */
const wholeShapes = new Map<string, Shape>()

/**
 * The object with every field that checks read in its right type, and what had to be left out. An object that is right
 * already comes back itself.
 */
export function fitObject(
  object: KubernetesObject,
  kind: string,
  templatePointer: string | undefined,
): { object: KubernetesObject; faults: ShapeFault[] } {
  const key = `${kind} ${templatePointer}`
  let shape = wholeShapes.get(key)
  if (shape === undefined) {
    shape = wholeShape(kind, templatePointer)
    // Kinds come from files: an attacker can invent any number of them, but only known ones and configured carriers differ.
    if (kind in objectShapes || templatePointer !== undefined) wholeShapes.set(key, shape)
  }
  const faults: ShapeFault[] = []
  const fitted = fitShape(object, shape, '', faults)
  // Without a fault nothing but nulls can have been left out; what holds the metadata is always there.
  const metadata = valueAt(fitted, '/metadata') === undefined ? { ...fitted, metadata: {} } : fitted
  return { object: metadata as KubernetesObject, faults }
}

function wholeShape(kind: string, templatePointer: string | undefined): Shape {
  let shape: Shape = fields({ metadata: metadataShape })
  const own = objectShapes[kind]
  if (own !== undefined) shape = merge(shape, own)
  if (templatePointer !== undefined) shape = merge(shape, nest(templatePointer, podTemplateShape))
  return shape
}

function nest(pointer: string, shape: Shape): Shape {
  return pointer
    .split('/')
    .slice(1)
    .reduceRight<Shape>((inner, key) => fields({ [key]: inner }), shape)
}

function merge(a: Shape, b: Shape): Shape {
  if (typeof a === 'string' || typeof b === 'string' || !('fields' in a) || !('fields' in b)) return b
  const merged: Record<string, Shape> = { ...a.fields }
  for (const [key, shape] of Object.entries(b.fields)) merged[key] = merged[key] === undefined ? shape : merge(merged[key], shape)
  return fields(merged)
}
