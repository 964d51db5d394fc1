import { definePodCheck, healthy, type Violation, violation } from '../../model/check.ts'

/**
 * Workloads should have the required annotations.
 *
 * Required fields: metadata.annotations of the workload: the keys of the parameter
 * Source: Azure Policy 9a5f4e39-e427-4d5d-ae73-93db00328bec
 *
 * Off by default: conventions differ.
 */
export const requiredAnnotations = definePodCheck({
  id: 'required-annotations',
  severity: 'informational',
  control: 'implement-security-best-practices',
  category: 'correctness',
  enabledByDefault: false,
  maps: { azurePolicy: '9a5f4e39-e427-4d5d-ae73-93db00328bec' },
  parameters: { annotations: { type: 'strings', required: true } },
  evaluate: ({ object, parameters: { annotations = [] } }) => {
    const present = object.metadata.annotations
    let violations: Violation[] | undefined
    for (const annotation of annotations) {
      if (present !== undefined && Object.hasOwn(present, annotation)) continue
      violations ??= []
      violations.push(violation('/metadata/annotations', { annotation }))
    }
    return violations ?? healthy
  },
})
