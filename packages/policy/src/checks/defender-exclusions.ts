/**
 * Namespaces that the profile `defender` leaves out, as the Microsoft cloud security benchmark assigns its policies.
 *
 * Source: Azure Policy initiative 1f3afdf9-d0c9-4c3d-847f-89da613e70a8, version 57.56.0
 */
export const baseExclusions: readonly string[] = ['kube-system', 'gatekeeper-system', 'azure-arc', 'azure-extensions-usage-system']

/** What most of the recommendations leave out: the base and the namespaces of Defender's own parts. */
export const extendedExclusions: readonly string[] = [...baseExclusions, 'azuredefender', 'mdc']
