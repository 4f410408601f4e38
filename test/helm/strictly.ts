// Objects → what the API server would say to them with `fieldValidation: Strict`.

import { execFile } from 'node:child_process';
import { stringify } from 'yaml';
import type { KubernetesObject } from './render.ts';
import { identityOf } from './sameObjects.ts';

/** One line for each object that has an unknown, repeated or misfit field. Kinds that are not built in pass. */
export async function strictComplaints(
  program: string,
  objects: readonly KubernetesObject[],
): Promise<readonly string[]> {
  const input = objects.map((object) => stringify(object, { aliasDuplicateObjects: false })).join('---\n');
  const answers = (await ask(program, input)).trimEnd().split('\n');
  if (answers.length !== objects.length)
    throw new Error(`${objects.length} objects, but ${answers.length} answers:\n${answers.join('\n')}`);
  return objects.flatMap((object, index) => {
    const answer = answers[index] ?? '';
    return answer.startsWith('error ') ? [`${identityOf(object)}: ${answer.slice('error '.length)}`] : [];
  });
}

function ask(program: string, input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, { maxBuffer: 1 << 26 }, (error, stdout) => {
      if (error) reject(error);
      else resolve(stdout);
    });
    child.stdin?.end(input);
  });
}
