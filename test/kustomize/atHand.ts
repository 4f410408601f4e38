// The kustomize that the tests build with, and what to say where there is none.

import { expect, it } from 'vitest';
import { findKustomizes, type Kustomize, missingKustomize } from '../../scripts/kustomize.mts';

/** Builds nothing of it: that is for whoever starts the tests. */
export async function kustomizesAtHand(): Promise<readonly Kustomize[] | undefined> {
  const found = await findKustomizes();
  return found.length > 0 ? found : undefined;
}

/** In place of the tests. */
export function saysThatKustomizeIsMissing(): void {
  it('says what to do, and fails where everything must be checked', () => {
    const because = `Nothing is built: kustomize is missing. ${missingKustomize}`;
    console.warn(because);
    expect(['', '0', 'false'], because).toContain(process.env.CI ?? '');
  });
}
