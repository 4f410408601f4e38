// Our objects against those that kustomize printed, one by one.

import type { BuiltObject } from '../../server/src/engine/workspace/builtObject.ts';
import type { KustomizeBuild } from '../../server/src/engine/workspace/kustomizeBuild.ts';
import type { RealObject } from './build.ts';

export interface Comparison {
  readonly equal: number;
  /** Objects whose name we say we do not know. */
  readonly unknown: number;
  /** What kustomize printed and we have not, though we say that we have seen everything; and the other way round. */
  readonly wrong: readonly string[];
}

export function compare({ objects, isComplete }: KustomizeBuild, real: readonly RealObject[]): Comparison {
  const left = [...real];
  const wrong: string[] = [];
  let unknown = 0;
  // Those that fit but one come first.
  const certainFirst = [...objects].sort((a, b) => doubtIn(a) - doubtIn(b));
  for (const object of certainFirst) {
    const at = left.findIndex((one) => fits(object, one));
    if (at < 0) wrong.push(`we have ${told(object)}`);
    else left.splice(at, 1);
    if (at >= 0 && doubtIn(object) > 0) unknown++;
  }
  if (isComplete) wrong.push(...left.map((one) => `kustomize has ${told(one)}`));
  return { equal: real.length - left.length - unknown, unknown, wrong };
}

function doubtIn({ name, namespace }: BuiltObject): number {
  return (name === undefined ? 2 : 0) + (namespace === undefined ? 1 : 0);
}

function fits(ours: BuiltObject, real: RealObject): boolean {
  const { name, namespace, isSuffixed } = ours;
  if (ours.kind !== real.kind || ours.apiVersion !== real.apiVersion) return false;
  if (namespace !== undefined && namespace !== real.namespace) return false;
  if (name === undefined) return true;
  return isSuffixed
    ? real.name.startsWith(`${name}-`) && /^[a-z\d]{10}$/.test(real.name.slice(name.length + 1))
    : real.name === name;
}

function told({
  apiVersion,
  kind,
  name,
  namespace,
}: Pick<BuiltObject, 'apiVersion' | 'kind' | 'name' | 'namespace'>) {
  return `${apiVersion} ${kind} ${namespace ?? '?'}/${name ?? '?'}`;
}
