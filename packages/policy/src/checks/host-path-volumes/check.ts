import { definePodCheck, healthy, type PodInput, type Verdict, type Violation, violation } from '../../model/check.ts'
import { set } from '../../model/edit.ts'
import { extendedExclusions } from '../defender-exclusions.ts'
import { type AllowedPath, accessTo, readAllowedPaths, splitPath, splitWindowsPath } from './allowed-paths.ts'

const pathsSchema = {
  type: 'object',
  required: ['paths'],
  additionalProperties: false,
  properties: {
    paths: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pathPrefix'],
        additionalProperties: false,
        properties: { pathPrefix: { type: 'string' }, readOnly: { type: 'boolean' } },
      },
    },
  },
} as const

const parameters = {
  allowedHostPaths: { type: 'object', default: { paths: [] }, schema: pathsSchema },
  windowsAllowedHostPaths: { type: 'object', default: { paths: [] }, schema: pathsSchema },
} as const

type Input = PodInput<typeof parameters, { readonly linux: readonly AllowedPath[]; readonly windows: readonly AllowedPath[] }>

/**
 * Usage of pod HostPath volume mounts should be restricted to a known list.
 *
 * Restricted field: spec.volumes[*].hostPath.path; for paths allowed for reading, volumeMounts[*].readOnly of every container
 * Allowed: paths at or below an entry of the parameter, by whole segments: `/foo` holds `/foo/bar`, not `/fool`
 * Source: Azure Policy 098fc59e-46c7-4d99-9b16-64990e543d75
 */
export const hostPathVolumes = definePodCheck({
  id: 'host-path-volumes',
  severity: 'medium',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: {
    azurePolicy: '098fc59e-46c7-4d99-9b16-64990e543d75',
    mcsb: 'PV-2',
    pss: 'baseline',
    cisKubernetes: ['5.2.12'],
    nsa: 'Pod security',
    mitre: ['T1611', 'T1005'],
  },
  parameters,
  prepare: ({ allowedHostPaths, windowsAllowedHostPaths }) => ({
    linux: readAllowedPaths('allowedHostPaths', allowedHostPaths, splitPath),
    windows: readAllowedPaths('windowsAllowedHostPaths', windowsAllowedHostPaths, splitWindowsPath),
  }),
  evaluate: (input): Verdict => faults(input, true),
  fix: (_, { pointer, message }) => (message === 'writable' ? [set(`${pointer}/readOnly`, true)] : undefined),
  defender: { excludedNamespaces: extendedExclusions, evaluate: (input): Verdict => faults(input, false) },
})

function faults({ spec, pod, prepared, at }: Input, seesEphemeral: boolean): Verdict {
  if (spec.volumes === undefined) return healthy
  const violations: Violation[] = []
  const split = pod.os === 'windows' ? splitWindowsPath : splitPath
  const readable = new Map<string, string>()
  for (const [index, { name = '', hostPath }] of spec.volumes.entries()) {
    if (hostPath === undefined) continue
    const path = hostPath.path ?? ''
    const access = accessTo(path, prepared[pod.os], split)
    if (access === 'none') violations.push(violation(at(`/volumes/${index}/hostPath/path`), { volume: name, path }))
    else if (access === 'read') readable.set(name, path)
  }
  if (readable.size === 0) return violations
  for (const { container, kind, pointer } of pod.containers) {
    if (kind === 'ephemeral' && !seesEphemeral) continue
    for (const [index, mount] of container.volumeMounts?.entries() ?? []) {
      const path = readable.get(mount.name ?? '')
      if (path === undefined || mount.readOnly === true) continue
      const data = { container: container.name ?? '', volume: mount.name ?? '', path }
      violations.push(violation(`${pointer}/volumeMounts/${index}`, data, 'writable'))
    }
  }
  return violations
}
