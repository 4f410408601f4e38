import {
  defineRule,
  missingSpacesIn,
  type ProposedFix,
  styleOf,
  type YamlDocument,
  type YamlProblem,
} from '../../engine/index.ts';

export default defineRule({
  id: 'unreadable-yaml',
  summary: 'A document of interest cannot be read as YAML; it is checked as far as it goes.',
  category: 'files',
  severity: 'warning',
  since: '0.1.0',
  fixes: 'safe',
  reads: 'document',
  // Broken files that speak of something else are none of our business.
  concerns: 'any',

  check: {
    *document(document) {
      const { problems } = document;
      const tabs = problems.filter((problem) => isIndentation(document, problem));
      const title = 'Indent with spaces instead of tabs';
      const fixes: readonly ProposedFix[] = [{ title, safety: 'safe', edits: spacesFor(document, tabs) }];
      for (const [index, problem] of tabs.slice(0, mostTabs).entries()) {
        yield {
          at: { section: document, span: tabsAt(document, problem) },
          message: 'A tab is no indentation in YAML: Kubernetes rejects this document.',
          fixes: index === 0 || tabs.length <= mostTabs ? fixes : [],
        };
      }
      // What follows a first syntax error is mostly its consequence.
      const [first] = problems;
      if (!first || tabs.length > 0 || !isMeantAsYaml(document, first)) return;
      // A colon without its space has a rule of its own.
      if (missingSpacesIn(document).length > 0) return;
      const reason = first.message.replace(/\s*[:.]?\s*$/, '');
      yield {
        at: { section: document, span: onOneLine(document, first) },
        message: `Kubernetes can't read this document: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}.`,
      };
    },
  },
});

/** More lines than these are not marked one by one, and the fix, which is about all of them, is offered once. */
const mostTabs = 100;

/** A tab behind other characters is none, though it may stand where a block goes on. */
function isIndentation(document: YamlDocument, problem: YamlProblem): boolean {
  return problem.kind === 'tab-indentation' && indentationAt(document, problem).text.includes('\t');
}

/** All lines are changed together: one alone would no longer stand beside its siblings. */
function spacesFor(document: YamlDocument, tabs: readonly YamlProblem[]) {
  // Where tabs stand among spaces the document's own step may be anything.
  const spaces = tabs.length === 0 ? '' : ' '.repeat(Math.min(styleOf(document).step, 8));
  return tabs.map((problem) => {
    const { start, text } = indentationAt(document, problem);
    return {
      section: document,
      span: { start, end: start + text.length },
      newText: text.replaceAll('\t', spaces),
    };
  });
}

function tabsAt(document: YamlDocument, problem: YamlProblem) {
  const { start, text } = indentationAt(document, problem);
  const first = text.indexOf('\t');
  return { start: start + first, end: start + first + (/\t+/.exec(text)?.[0].length ?? 0) };
}

function indentationAt(document: YamlDocument, { span }: YamlProblem) {
  const lineStart = document.text.lastIndexOf('\n', span.start - 1) + 1;
  const start = document.text[lineStart] === '\uFEFF' ? lineStart + 1 : lineStart;
  return { start, text: /^[ \t]*/.exec(document.text.slice(start))?.[0] ?? '' };
}

/** Other template languages look like broken YAML; so does a line that a Helm action writes a part of. */
function isMeantAsYaml(document: YamlDocument, problem: YamlProblem): boolean {
  if (/\{%|<%|\$\{\{|^[<>]{7} |\[\[/m.test(document.text)) return false;
  return document.regions.length === 0 && problem.span.start < document.text.length + 1;
}

function onOneLine({ text }: YamlDocument, { span }: YamlProblem) {
  const start = Math.min(span.start, text.length);
  const lineEnd = /[\r\n]|$/.exec(text.slice(start))?.index ?? 0;
  return { start, end: Math.max(start, Math.min(span.end, start + lineEnd)) };
}
