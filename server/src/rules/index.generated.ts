// Written by scripts/generate.mts: every rule, in order of id.
import type { Rule } from '../engine/index.ts';
import createTokenOldClient from './create-token-old-client/rule.ts';
import createTokenWithoutPermission from './create-token-without-permission/rule.ts';
import deadGate from './dead-gate/rule.ts';
import defaultPathSpelling from './default-path-spelling/rule.ts';
import deprecatedKey from './deprecated-key/rule.ts';
import deprecatedServiceAccountField from './deprecated-service-account-field/rule.ts';
import enforceMountableSecrets from './enforce-mountable-secrets/rule.ts';
import extendedTokenExpiration from './extended-token-expiration/rule.ts';
import filledTokenSecret from './filled-token-secret/rule.ts';
import gateExcludesProviderBuilds from './gate-excludes-provider-builds/rule.ts';
import gateGitVersion from './gate-git-version/rule.ts';
import gateMinorInteger from './gate-minor-integer/rule.ts';
import generatedTokenSecret from './generated-token-secret/rule.ts';
import gluedSeparator from './glued-separator/rule.ts';
import immutableTokenSecret from './immutable-token-secret/rule.ts';
import incompleteApiAccessVolume from './incomplete-api-access-volume/rule.ts';
import invalidConfiguration from './invalid-configuration/rule.ts';
import invertedGate from './inverted-gate/rule.ts';
import literalToken from './literal-token/rule.ts';
import longLivedTokenSecret from './long-lived-token-secret/rule.ts';
import lookupTokenSecret from './lookup-token-secret/rule.ts';
import misplacedAnnotation from './misplaced-annotation/rule.ts';
import missingServiceAccountAnnotation from './missing-service-account-annotation/rule.ts';
import missingSpaceAfterColon from './missing-space-after-colon/rule.ts';
import misspelledKey from './misspelled-key/rule.ts';
import misspelledMetadataField from './misspelled-metadata-field/rule.ts';
import misspelledSecretType from './misspelled-secret-type/rule.ts';
import nonStringAnnotation from './non-string-annotation/rule.ts';
import projectedPath from './projected-path/rule.ts';
import recreatedServiceAccount from './recreated-service-account/rule.ts';
import renamedServiceAccount from './renamed-service-account/rule.ts';
import reservedVolumeName from './reserved-volume-name/rule.ts';
import scriptDumpsSecrets from './script-dumps-secrets/rule.ts';
import scriptReadsGeneratedToken from './script-reads-generated-token/rule.ts';
import serviceAccountDeclaredAfter from './service-account-declared-after/rule.ts';
import serviceAccountNamespaceMismatch from './service-account-namespace-mismatch/rule.ts';
import serviceAccountUid from './service-account-uid/rule.ts';
import tokenAudience from './token-audience/rule.ts';
import tokenExpiration from './token-expiration/rule.ts';
import tokenSecretEnv from './token-secret-env/rule.ts';
import tokenSecretInCustomResource from './token-secret-in-custom-resource/rule.ts';
import tokenSecretListed from './token-secret-listed/rule.ts';
import tokenSecretVolume from './token-secret-volume/rule.ts';
import tokenSubpath from './token-subpath/rule.ts';
import unavailableDefaultToken from './unavailable-default-token/rule.ts';
import ungatedTokenSecret from './ungated-token-secret/rule.ts';
import unknownServiceAccount from './unknown-service-account/rule.ts';
import unknownVolume from './unknown-volume/rule.ts';
import unmountedTokenVolume from './unmounted-token-volume/rule.ts';
import unreadableYaml from './unreadable-yaml/rule.ts';
import unusedSuppression from './unused-suppression/rule.ts';

export const rules: readonly Rule[] = [
  createTokenOldClient,
  createTokenWithoutPermission,
  deadGate,
  defaultPathSpelling,
  deprecatedKey,
  deprecatedServiceAccountField,
  enforceMountableSecrets,
  extendedTokenExpiration,
  filledTokenSecret,
  gateExcludesProviderBuilds,
  gateGitVersion,
  gateMinorInteger,
  generatedTokenSecret,
  gluedSeparator,
  immutableTokenSecret,
  incompleteApiAccessVolume,
  invalidConfiguration,
  invertedGate,
  literalToken,
  longLivedTokenSecret,
  lookupTokenSecret,
  misplacedAnnotation,
  missingServiceAccountAnnotation,
  missingSpaceAfterColon,
  misspelledKey,
  misspelledMetadataField,
  misspelledSecretType,
  nonStringAnnotation,
  projectedPath,
  recreatedServiceAccount,
  renamedServiceAccount,
  reservedVolumeName,
  scriptDumpsSecrets,
  scriptReadsGeneratedToken,
  serviceAccountDeclaredAfter,
  serviceAccountNamespaceMismatch,
  serviceAccountUid,
  tokenAudience,
  tokenExpiration,
  tokenSecretEnv,
  tokenSecretInCustomResource,
  tokenSecretListed,
  tokenSecretVolume,
  tokenSubpath,
  unavailableDefaultToken,
  ungatedTokenSecret,
  unknownServiceAccount,
  unknownVolume,
  unmountedTokenVolume,
  unreadableYaml,
  unusedSuppression,
];
