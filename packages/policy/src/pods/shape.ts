import { pointerToken } from '@toride/core/json-pointer'

/**
 * Guards checks against values of the wrong type: whatever a file says, a field that is described here has the described
 * type afterwards, or is absent. Kubernetes refuses such objects, so each is a problem for the user as well.
 *
 * `null` means absent, as in the API server.
 */
export type Shape =
  | 'string'
  | 'number'
  | 'boolean'
  | 'quantity'
  | 'strings-by-name'
  | 'quantities-by-name'
  | 'object'
  | { readonly list: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> }

/** A value that was left out: where it stood, what was expected, what was found. */
export type ShapeFault = { readonly pointer: string; readonly expected: string; readonly actual: string }

export function list(shape: Shape): Shape {
  return { list: shape }
}

export function fields(shapes: Readonly<Record<string, Shape>>): Shape {
  return { fields: shapes }
}

/** Every absent value; distinguishes "leave out" from a value that is undefined by chance. */
const absent = Symbol('absent')

/**
 * The value in its shape. Returns the very same value when it already fits, so that the common case allocates nothing;
 * otherwise a copy without what does not fit. Items of a list keep their index: an unusable item becomes empty.
 */
export function fitShape<T>(value: T, shape: Shape, pointer: string, faults: ShapeFault[]): T {
  const fitted = fitValue(value, shape, pointer, faults)
  return (fitted === absent ? {} : fitted) as T
}

function fitValue(value: unknown, shape: Shape, pointer: string, faults: ShapeFault[]): unknown {
  if (value === null || value === undefined) return absent
  if (typeof shape === 'string') return fitScalar(value, shape, pointer, faults)
  return 'list' in shape ? fitList(value, shape.list, pointer, faults) : fitFields(value, shape.fields, pointer, faults)
}

function fitScalar(value: unknown, shape: Exclude<Shape, object>, pointer: string, faults: ShapeFault[]): unknown {
  switch (shape) {
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === shape ? value : reject(shape === 'string' ? 'a string' : shape === 'number' ? 'a number' : 'true or false')
    case 'quantity':
      return typeof value === 'string' || typeof value === 'number' ? value : reject('a quantity')
    case 'object':
      return isObject(value) ? value : reject('an object')
    case 'strings-by-name':
      return isObject(value) ? fitEntries(value, 'string', pointer, faults) : reject('an object')
    case 'quantities-by-name':
      return isObject(value) ? fitEntries(value, 'quantity', pointer, faults) : reject('an object')
  }

  function reject(expected: string): typeof absent {
    faults.push({ pointer, expected, actual: typeName(value) })
    return absent
  }
}

function fitList(value: unknown, item: Shape, pointer: string, faults: ShapeFault[]): unknown {
  if (!Array.isArray(value)) {
    faults.push({ pointer, expected: 'a list', actual: typeName(value) })
    return absent
  }
  let copy: unknown[] | undefined
  for (let index = 0; index < value.length; index += 1) {
    const fitted = fitValue(value[index], item, `${pointer}/${index}`, faults)
    if (fitted === value[index]) continue
    copy ??= value.slice()
    copy[index] = fitted === absent ? emptyOf(item) : fitted
  }
  return copy ?? value
}

function fitFields(value: unknown, shapes: Readonly<Record<string, Shape>>, pointer: string, faults: ShapeFault[]): unknown {
  if (!isObject(value)) {
    faults.push({ pointer, expected: 'an object', actual: typeName(value) })
    return absent
  }
  let copy: Record<string, unknown> | undefined
  for (const key in value) {
    const shape = shapes[key]
    const old = value[key]
    if (shape === undefined || !Object.hasOwn(shapes, key)) continue
    const fitted = fitValue(old, shape, `${pointer}/${key}`, faults)
    if (fitted === old) continue
    copy ??= { ...value }
    if (fitted === absent) delete copy[key]
    else copy[key] = fitted
  }
  return copy ?? value
}

function fitEntries(value: Record<string, unknown>, shape: Shape, pointer: string, faults: ShapeFault[]): unknown {
  let copy: Record<string, unknown> | undefined
  for (const key in value) {
    const fitted = fitValue(value[key], shape, `${pointer}/${pointerToken(key)}`, faults)
    if (fitted === value[key]) continue
    copy ??= { ...value }
    if (fitted === absent) delete copy[key]
    else copy[key] = fitted
  }
  return copy ?? value
}

function emptyOf(shape: Shape): unknown {
  if (shape === 'string' || shape === 'quantity') return ''
  if (shape === 'number') return 0
  if (shape === 'boolean') return false
  return typeof shape === 'object' && 'list' in shape ? [] : {}
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (value === null) return 'null'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
