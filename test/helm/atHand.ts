// The Helms that the tests render with, and what to say where there are none.

import { expect, it } from 'vitest';
import { findHelms, type Helm, missingHelm } from '../../scripts/helm.mts';

export interface HelmsAtHand {
  readonly three: Helm;
  readonly four: Helm;
}

/** Builds nothing: that is for whoever starts the tests. */
export async function helmsAtHand(): Promise<HelmsAtHand | undefined> {
  const found = await findHelms();
  const three = found.find(({ version }) => version.startsWith('3.'));
  const four = found.find(({ version }) => version.startsWith('4.'));
  return three && four && { three, four };
}

/** In place of the tests. */
export function saysThatHelmIsMissing(): void {
  it('says what to do, and fails where everything must be checked', () => {
    const because = `Nothing is rendered: Helm 3 or Helm 4 is missing. ${missingHelm}`;
    console.warn(because);
    expect(['', '0', 'false'], because).toContain(process.env.CI ?? '');
  });
}
