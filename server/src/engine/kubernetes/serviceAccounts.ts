// What pods and ServiceAccounts say of the token that Kubernetes mounts by itself.

/** Where the API server mounts a token into every container that has no mount at exactly this path. */
export const defaultTokenPath = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The prefix of the volume that the API server injects. Source: plugin/pkg/admission/serviceaccount/admission.go. */
export const injectedVolumePrefix = 'kube-api-access-';

/** Whether a mount path means the default token path, however it is spelled (`/run` is `/var/run` in most images). */
export function meansDefaultTokenPath(mountPath: string): boolean {
  const plain = mountPath
    .replace(/\/+/g, '/')
    .replace(/\/$/, '')
    .replace(/^\/run\//, '/var/run/');
  return plain === defaultTokenPath;
}
