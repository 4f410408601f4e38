// Written by scripts/generate.mts: every rule, in order of id.
import type { Rule } from '../engine/index.ts';
import extendedTokenExpiration from './extended-token-expiration/rule.ts';
import generatedTokenSecret from './generated-token-secret/rule.ts';
import tokenSecretEnv from './token-secret-env/rule.ts';
import tokenSecretVolume from './token-secret-volume/rule.ts';
import unreadableYaml from './unreadable-yaml/rule.ts';
import unusedSuppression from './unused-suppression/rule.ts';

export const rules: readonly Rule[] = [
  extendedTokenExpiration,
  generatedTokenSecret,
  tokenSecretEnv,
  tokenSecretVolume,
  unreadableYaml,
  unusedSuppression,
];
