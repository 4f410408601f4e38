// A token Secret whose one finding hangs on the spelling of a key.

/** Nothing reads it. */
export const misspelled = 'kubernetes.io/service-acount.name';
export const correct = 'kubernetes.io/service-account.name';

/** The manifest of a token Secret that names its ServiceAccount by `key`. */
export const tokenSecret = (key: string) => `apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata:
  name: saver-token
  annotations:
    ${key}: saver
`;
