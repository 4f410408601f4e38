// What an object may be called.

/**
 * Whether a text can be the name of a ServiceAccount or a Secret: a DNS subdomain, as RFC 1123 has it. Sources:
 * pkg/apis/core/validation/validation.go (ValidateServiceAccountName, ValidateSecretName), apimachinery
 * util/validation/validation.go (IsDNS1123Subdomain).
 */
export function isObjectName(text: string): boolean {
  return text.length <= 253 && /^[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/.test(text);
}
