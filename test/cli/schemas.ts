// Reports against the schemas of those who read them.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { validateXML } from 'xmllint-wasm';

const textOf = (name: string) => readFileSync(path.join(import.meta.dirname, 'schemas', name), 'utf8');

function jsonSchema(name: string): (value: unknown) => readonly string[] {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(textOf(name)));
  return (value) =>
    validate(value)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** What is wrong with a SARIF log. */
export const sarifProblems = jsonSchema('sarif-2.1.0.schema.json');
/** What is wrong with a code quality report. */
export const gitlabProblems = jsonSchema('gitlab-code-quality.schema.json');

/** What is wrong with a JUnit report; a text that is no XML has problems as well. */
export async function junitProblems(text: string): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: [{ fileName: 'report.xml', contents: text }],
    schema: [textOf('junit-10.xsd')],
  });
  return errors.map(({ message }) => message);
}
