const standards: Readonly<Record<string, string>> = {
  'pss-baseline': 'Pod Security Standards: Baseline',
  'pss-restricted': 'Pod Security Standards: Restricted',
  'azure-policy': 'Azure Policy',
  mcsb: 'Microsoft cloud security benchmark',
  'cis-aks': 'CIS AKS Benchmark',
  'cis-kubernetes': 'CIS Kubernetes Benchmark',
  nsa: 'NSA/CISA Kubernetes Hardening Guide',
}

/** The name of a standard; names of standards are the same in every language. */
export function standardName(standard: string): string {
  return standards[standard] ?? standard
}
