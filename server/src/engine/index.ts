// The engine's whole face: what the other rooms may know of it.

export { type FixedFile, fixFile, passOf } from './analysis/applyFixes.ts';
export type { Completion, Proposal } from './analysis/complete.ts';
export { createLinter } from './analysis/createLinter.ts';
export { aboutWellKnown, type Explanation } from './analysis/explain.ts';
export type { Hint } from './analysis/hints.ts';
export type { FileReport, Linter, LinterSetup, MountedToken, RuleCrash } from './analysis/linter.ts';
export type { MigrationCandidate, SecretName } from './analysis/migrate.ts';
export type { Occurrence } from './analysis/occurrences.ts';
export type { RenameEdit } from './analysis/rename.ts';
export type { ResourceName } from './analysis/resourceAt.ts';
export type { FileTokens } from './analysis/tokenMentions.ts';
export {
  type AccountToken,
  type AccountTokens,
  type TokenKind,
  type TokenReport,
  type TokenUse,
  tokenReport,
} from './analysis/tokenReport.ts';
export {
  type Config,
  defaultConfig,
  defaultTarget,
  type ExcludedPaths,
  type Profile,
  type RuleSetting,
} from './config/config.ts';
export { initialConfiguration } from './config/initialConfiguration.ts';
export { configurationSchema } from './config/schema.ts';
export { duration, extendedLifetime } from './kubernetes/aboutTokens.ts';
export * from './kubernetes/accountAnnotations.ts';
export * from './kubernetes/boundTokenVolume.ts';
export { configMapsOf } from './kubernetes/configMaps.ts';
export * from './kubernetes/conventions.ts';
export {
  type CreateTokenCall,
  createTokenCallsIn,
  mayCreateToken,
} from './kubernetes/createTokenCalls.ts';
export {
  coversDefaultToken,
  type DefaultTokenUse,
  defaultTokenUsesIn,
} from './kubernetes/defaultTokenUse.ts';
export { hideTokens, withoutTokens } from './kubernetes/hiddenTokens.ts';
export { type Hook, hooksOf } from './kubernetes/hooks.ts';
export { mayHoldToken, type PastedToken, pastedTokensIn } from './kubernetes/jwt.ts';
export {
  type KeyReference,
  type KeyRole,
  keyReferencesOf,
  mayBeSelector,
  respelled,
  standsBeside,
} from './kubernetes/keyReferences.ts';
export { mayMisspellMetadataField, metadataFieldMeant } from './kubernetes/metadataFields.ts';
export * from './kubernetes/metadataKeys.ts';
export { mayMissSpaces, missingSpacesIn } from './kubernetes/missingSpaces.ts';
export { freePath, mountAtDefaultPath, mountInto } from './kubernetes/mountBoundToken.ts';
export { mayMountUnknownVolume } from './kubernetes/mountedNames.ts';
export { nearestName } from './kubernetes/nearestName.ts';
export { mayPatch, type PatchedSecret, patchedSecretsOf } from './kubernetes/patchedSecrets.ts';
export type { Binding, Permission, Role } from './kubernetes/permissions.ts';
export * from './kubernetes/pods.ts';
export * from './kubernetes/projectedFiles.ts';
export * from './kubernetes/projectedTokens.ts';
export * from './kubernetes/resource.ts';
export { keysTaken, leavesTokenOut } from './kubernetes/secretFiles.ts';
export { type SecretReference, secretReferencesOf } from './kubernetes/secretReferences.ts';
export * from './kubernetes/secretTypes.ts';
export * from './kubernetes/serviceAccountReferences.ts';
export * from './kubernetes/serviceAccounts.ts';
export * from './kubernetes/stringMaps.ts';
export {
  mayReferToToken,
  type TokenReference,
  tokenReferencesOf,
  withBetterField,
} from './kubernetes/tokenReferences.ts';
export * from './kubernetes/tokenSecrets.ts';
export * from './kubernetes/unknownMounts.ts';
export * from './rule/finding.ts';
export {
  type DocumentContext,
  defineRule,
  type Reports,
  type Rule,
  type WorkspaceContext,
} from './rule/rule.ts';
export { rulePage } from './rule/rulePage.ts';
export type { WrittenSuppression } from './rule/suppression.ts';
export type { Dialect, Script } from './shell/script.ts';
export { mayReadTokens, type TokenIdiom, tokenIdiomsIn } from './shell/tokenIdioms.ts';
export type { Command, Operand, Pipeline } from './template/expression.ts';
export type { Fold } from './template/folds.ts';
export {
  restsOnGuess,
  seesProviderSuffix,
  type WrittenConstraint,
  writtenConstraintOf,
} from './template/gates/constraints.ts';
export type { Gates, VersionCall } from './template/gates/gates.ts';
export { type LookupCall, lookupsIn } from './template/lookups.ts';
export { type MinorComparison, minorComparisonsIn } from './template/minorComparisons.ts';
export { operandName } from './template/operandName.ts';
export { type GluedSeparator, gluedSeparatorsIn, unglue } from './template/separators.ts';
export { hasAction } from './template/sourceName.ts';
export type { Arm, Block, Guard, Template, TemplateRegion } from './template/template.ts';
export { withArmAlone, withoutArm } from './template/unwrap.ts';
export { type VersionField, versionFieldsIn } from './template/versionFields.ts';
export { applyEdits, collide, type Edit, offsetAfter } from './text/edit.ts';
export { trimmedEnd } from './text/ends.ts';
export { createLineIndex, type LineIndex, type Position } from './text/lineIndex.ts';
export { isNameLike } from './text/patterns.ts';
export type { Location, Place, Section, SectionEdit } from './text/section.ts';
export type { Span } from './text/span.ts';
export { baseNameOf, escapeSegment, parentOf } from './text/uri.ts';
export { type Build, type ByBuild, builds, onAnyBuild } from './versions/builds.ts';
export { type ExcludedBuilds, excludedBuilds } from './versions/excludedBuilds.ts';
export * from './versions/masterminds.ts';
export { lowestPrerelease, prereleaseInsertions } from './versions/prereleaseInsertions.ts';
export { targetVersions } from './versions/target.ts';
export * from './versions/versionSet.ts';
export { accountsOf } from './workspace/accountTable.ts';
export { type AutomountOff, accountWordFor, automountFor, automountOffFor } from './workspace/automount.ts';
export { type BuiltObject, idsOf } from './workspace/builtObject.ts';
export { type Chart, chartRootOf } from './workspace/charts.ts';
export {
  classify,
  configurationName,
  type FileKind,
  isTextKind,
  type TextKind,
} from './workspace/classify.ts';
export { declaredSecret } from './workspace/declaredSecret.ts';
export { gateSince24 } from './workspace/gateDocument.ts';
export type { TokenSecretInsertion, TokenSecretStyle } from './workspace/insertTokenSecret.ts';
export {
  type Kustomization,
  kustomizationNames,
  kustomizationOf,
  localPathsIn,
} from './workspace/kustomization.ts';
export type { LeftBehind } from './workspace/leftBehind.ts';
export type {
  DeclaredTokenSecret,
  Migration,
  MigrationRemainder,
  MigrationStep,
} from './workspace/migration.ts';
export { moveDocument } from './workspace/moveDocument.ts';
export { mayBeDeclared, serviceAccountsAround } from './workspace/namedServiceAccount.ts';
export { nameElsewhere } from './workspace/nameElsewhere.ts';
export { mayShareNamespace, type ResourceIndex } from './workspace/resourceIndex.ts';
export { isSummaryOf, type ResourceSummary, resourceBehind } from './workspace/resourceSummary.ts';
export { scriptsIn } from './workspace/scripts.ts';
export type { SourceFile } from './workspace/sourceFile.ts';
export { strayAnnotation } from './workspace/strayAnnotation.ts';
export { maySpeakToOthers } from './workspace/summary.ts';
export type { TemplateFile } from './workspace/templateFile.ts';
export {
  mayHoldTokenExpressions,
  type TokenExpression,
  tokenExpressionsIn,
} from './workspace/tokenExpressions.ts';
export { findsToken, placeIn, tokenRewriting } from './workspace/tokenIdiom.ts';
export { grantTokens, type TokenRefusal, tokenRight } from './workspace/tokenPermission.ts';
export { namesTokenSecret } from './workspace/tokenSecretNames.ts';
export { maySlipInAccount } from './workspace/unknownAccounts.ts';
export { versionOperand } from './workspace/versionHelper.ts';
export { renderTogether } from './yaml/conditions.ts';
export type { YamlDocument, YamlProblem } from './yaml/document.ts';
export * from './yaml/edits.ts';
export * from './yaml/lookup.ts';
export { movePair } from './yaml/move.ts';
export type {
  ScalarValue,
  YamlAlias,
  YamlMap,
  YamlNode,
  YamlPair,
  YamlScalar,
  YamlSequence,
} from './yaml/nodes.ts';
export { dashOf, endOf } from './yaml/reach.ts';
export { styleOf } from './yaml/style.ts';
export type { Writable, WritingStyle } from './yaml/write.ts';
