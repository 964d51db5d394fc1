/**
 * The security controls of the classic secure score with their maximum points.
 *
 * Source: Microsoft Defender for Cloud, "Secure score security controls" (reference: classic score, table of controls).
 */
export const securityControls = {
  'enable-mfa': 10,
  'secure-management-ports': 8,
  'apply-system-updates': 6,
  'remediate-vulnerabilities': 6,
  'remediate-security-configurations': 4,
  'manage-access-and-permissions': 4,
  'enable-encryption-at-rest': 4,
  'encrypt-data-in-transit': 4,
  'restrict-unauthorized-network-access': 4,
  'apply-adaptive-application-control': 3,
  'protect-applications-against-ddos': 2,
  'enable-endpoint-protection': 2,
  'enable-auditing-and-logging': 1,
  'enable-enhanced-security-features': 0,
  'implement-security-best-practices': 0,
} as const

export type SecurityControl = keyof typeof securityControls
