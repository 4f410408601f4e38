// CustomResourceDefinitions: long, generated, and about what objects look like. Nothing in their `spec` is an object, a key
// of one, or a script, however much it reads like that.

const definition = /^kind:[ \t]*["']?CustomResourceDefinition\b/m;
const spec = /^spec:[ \t]*(?:#.*)?\r?$/m;
/** The next field of the root, or what could be one. */
const nextField = /^(?!spec:)[^\s#-]/m;

/** The raw text of a document without the `spec` of a definition: what rules can be concerned by. */
export function withoutSchema(text: string): string {
  if (!text.includes('CustomResourceDefinition') || !definition.test(text)) return text;
  const found = spec.exec(text);
  // An anchor may be used elsewhere.
  if (!found || /[&*][\w-]+[ \t]*\r?$/m.test(text.slice(found.index))) return text;
  const from = found.index + found[0].length;
  const length = text.slice(from).search(nextField);
  return text.slice(0, from) + (length < 0 ? '' : text.slice(from + length));
}
