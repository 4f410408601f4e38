// Written by scripts/generate.mts: every rule, in order of id.
import type { Rule } from '../engine/index.ts';
import extendedTokenExpiration from './extended-token-expiration/rule.ts';
import tokenSecretVolume from './token-secret-volume/rule.ts';

export const rules: readonly Rule[] = [
  extendedTokenExpiration,
  tokenSecretVolume,
];
