// The engine's whole face: what the other rooms may know of it.

export type { FileReport, Linter, LinterSetup, RuleCrash } from './analysis/linter.ts';
export { type Config, defaultConfig, defaultTarget, type RuleSetting } from './config/config.ts';
export type { Finding, Fix, FixSafety, Location, Severity, Suppression } from './rule/finding.ts';
export { lowered, severities } from './rule/finding.ts';
export { defineRule, type Rule } from './rule/rule.ts';
export { applyEdits, collide, type Edit } from './text/edit.ts';
export { createLineIndex, type LineIndex, type Position } from './text/lineIndex.ts';
export type { Span } from './text/span.ts';
