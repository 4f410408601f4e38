// The values a template computes with, as far as they are known without chart values: Go's and Sprig's rules for
// truth, text and comparison. What is not known is a value of its own.

import type { SampleVersion } from '../../versions/builds.ts';
import type { SemanticVersion } from '../../versions/semanticVersion.ts';

/** Nothing is known but, perhaps, whether it counts as true. */
export interface Unknown {
  readonly unknown: true;
  readonly truth: boolean | undefined;
}

export type Value =
  | string
  | number
  | boolean
  | null
  | Unknown
  | readonly Value[]
  | ReadonlyMap<string, Value>
  /** `.Capabilities`, `.Capabilities.KubeVersion`, `.Capabilities.APIVersions`, what `semver` returns, the root context. */
  | { readonly object: 'root' | 'capabilities' | 'kubeVersion' | 'apiVersions' }
  | { readonly object: 'semver'; readonly version: SemanticVersion };

export const unknown: Unknown = { unknown: true, truth: undefined };
export const somethingTrue: Unknown = { unknown: true, truth: true };
export const somethingFalse: Unknown = { unknown: true, truth: false };

export function isUnknown(value: Value): value is Unknown {
  return typeof value === 'object' && value !== null && 'unknown' in value;
}

type BuiltIn = Extract<Value, { readonly object: string }>;

/** Whether a value is one of Helm's own objects. */
export function isBuiltIn(value: Value, object: BuiltIn['object']): boolean {
  return isObject(value) && value.object === object;
}

function isObject(value: Value): value is BuiltIn {
  return typeof value === 'object' && value !== null && 'object' in value;
}

/** What `if` makes of a value; undefined when nobody knows. */
export function truthOf(value: Value): boolean | undefined {
  if (isUnknown(value)) return value.truth;
  if (value === null || value === '' || value === 0 || value === false) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Map) return value.size > 0;
  return true;
}

/** What functions make of a value as a text; undefined when nobody knows. Of `.Capabilities.KubeVersion` they make no version. */
export function textOf(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isObject(value) && value.object === 'semver') {
    const { major, minor, patch, prerelease } = value.version;
    return `${major}.${minor}.${patch}${prerelease === '' ? '' : `-${prerelease}`}`;
  }
  return undefined;
}

/** What `{{ … }}` writes for a value: unlike functions, it finds the `String` method of `.Capabilities.KubeVersion`. */
export function writtenOf(value: Value, cluster: Cluster): string | undefined {
  return isObject(value) && value.object === 'kubeVersion' ? cluster.sample.gitVersion : textOf(value);
}

/** The cluster that is rendered for. What never asks for its version is the same on all. */
export interface Cluster {
  readonly sample: SampleVersion;
}

/** A field of a value. Charts hand the root context on under other names, so `Capabilities` is known wherever it is asked for. */
export function fieldOf(value: Value, field: string, cluster: Cluster): Value {
  if (value instanceof Map) return value.get(field) ?? null;
  if (isUnknown(value)) return field === 'Capabilities' ? { object: 'capabilities' } : unknown;
  if (!isObject(value)) return unknown;
  switch (value.object) {
    case 'root':
      return field === 'Capabilities' ? { object: 'capabilities' } : unknown;
    case 'capabilities':
      if (field === 'KubeVersion') return { object: 'kubeVersion' };
      return field === 'APIVersions' ? { object: 'apiVersions' } : unknown;
    case 'kubeVersion':
      return versionField(field, cluster.sample);
    case 'semver':
      return semverField(field, value.version);
    default:
      return unknown;
  }
}

function versionField(field: string, { gitVersion, major, minorText }: SampleVersion): Value {
  switch (field) {
    case 'Version':
    case 'GitVersion':
    case 'String':
      return gitVersion;
    case 'Major':
      return String(major);
    case 'Minor':
      return minorText;
    default:
      return unknown;
  }
}

function semverField(field: string, { major, minor, patch, prerelease }: SemanticVersion): Value {
  switch (field) {
    case 'Major':
      return major;
    case 'Minor':
      return minor;
    case 'Patch':
      return patch;
    case 'Prerelease':
      return prerelease;
    default:
      return unknown;
  }
}

/** Go's comparison of two basic values: strings byte by byte, numbers by size; undefined for everything else. */
export function compare(a: Value, b: Value): number | undefined {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  return undefined;
}

/** Whether a text is meant as a Kubernetes version. Where one meets something unknown, the unknown is an override. */
export function looksLikeVersion(value: Value): value is string {
  return typeof value === 'string' && /^v?1\.\d+(?:\.|$|[-+])/.test(value);
}

/** What is known when a value is one of two. */
export function either(a: Value, b: Value): Value {
  if (a === b) return a;
  if (looksLikeVersion(a) && isUnknown(b)) return a;
  if (looksLikeVersion(b) && isUnknown(a)) return b;
  return sameOrUnknown(a, b);
}

/** The value that both are, or whether both count as true. */
export function sameOrUnknown(a: Value, b: Value): Value {
  if (a === b) return a;
  const truth = truthOf(a);
  return truth !== undefined && truth === truthOf(b) ? (truth ? somethingTrue : somethingFalse) : unknown;
}

/** A text that goes on with another. */
export function joined(before: Value, next: Value): Value {
  if (next === '') return before;
  if (before === '') return next;
  const a = textOf(before);
  const b = textOf(next);
  if (a !== undefined && b !== undefined) return a + b;
  // Text with something in it stays so, whatever is added.
  return truthOf(before) || truthOf(next) ? somethingTrue : unknown;
}
