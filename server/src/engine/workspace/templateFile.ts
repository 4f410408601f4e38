// A Helm template as rules see it: the file, its actions, and what its conditions say of versions.

import type { Gates } from '../template/gates/gates.ts';
import type { Program } from '../template/gates/program.ts';
import type { Template } from '../template/template.ts';
import type { Place } from '../text/section.ts';
import type { Span } from '../text/span.ts';
import type { Chart } from './charts.ts';
import type { SourceFile } from './sourceFile.ts';

export interface TemplateFile {
  readonly file: SourceFile;
  readonly template: Template;
  readonly program: Program;
  readonly gates: Gates;
  /** The chart it belongs to; undefined for a template that stands alone. */
  readonly chart: Chart | undefined;
  /** A place in the file: `span` counts from its start. */
  at(span: Span): Place;
}
