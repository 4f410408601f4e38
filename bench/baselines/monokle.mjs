// @monokle/validation over a folder, with its default checks but for the schemas, which it would fetch from the
// network. Plain JavaScript: the package is not among our own, so the compiler knows nothing of it.

import { readFileSync } from 'node:fs';
import {
  AnnotationSuppressor,
  DisabledFixer,
  FingerprintSuppressor,
  MonokleValidator,
  RemotePluginLoader,
  ResourceParser,
  requireFromStringCustomPluginLoader,
  SchemaLoader,
} from '@monokle/validation';
import { parseAllDocuments } from 'yaml';
import { filesBelow } from './filesBelow.mts';

const plugins = { 'yaml-syntax': true, 'pod-security-standards': true, 'resource-links': true };

const validator = new MonokleValidator({
  loader: new RemotePluginLoader(requireFromStringCustomPluginLoader),
  parser: new ResourceParser(),
  schemaLoader: new SchemaLoader(),
  suppressors: [new AnnotationSuppressor(), new FingerprintSuppressor()],
  fixer: new DisabledFixer(),
});
await validator.preload({ plugins });
const resources = filesBelow(process.argv[2] ?? '.').flatMap(resourcesOf);
const { runs } = await validator.validate({ resources });
const results = runs.flatMap((run) => run.results);
console.log(`${resources.length} resources, ${results.length} results`);

function resourcesOf(filePath) {
  const text = readFileSync(filePath, 'utf8');
  const documents = parseAllDocuments(text, { prettyErrors: false });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document, at) => {
    const content = document.toJS();
    if (!isObject(content) || !isObject(content.metadata)) return [];
    const [start, , end] = document.range;
    const place = { id: `${filePath}#${at}`, fileId: filePath, filePath, fileOffset: start };
    const { apiVersion, kind, metadata } = content;
    const { name, namespace } = metadata;
    return [{ ...place, apiVersion, kind, name, namespace, content, text: text.slice(start, end) }];
  });
}

function isObject(value) {
  return typeof value === 'object' && value !== null;
}
