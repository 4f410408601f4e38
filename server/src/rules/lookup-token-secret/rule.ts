import {
  defineRule,
  generatedName,
  intersect,
  isEmpty,
  type LookupCall,
  lookupsIn,
  meets,
  operandName,
  type Report,
  type ResourceIndex,
  type TemplateFile,
  type VersionSet,
  versionsFrom,
} from '../../engine/index.ts';

export default defineRule({
  id: 'lookup-token-secret',
  summary:
    'A template looks up the token of a ServiceAccount in the cluster, where since 1.24 there is none.',
  category: 'scripts',
  severity: 'error',
  since: '0.1.0',
  fixes: 'none',
  reads: 'workspace',
  concerns: (text) => /\blookup\s+"v1"\s+"(?:ServiceAccount|Secret)"/.test(text),

  check: {
    *template(file, { target, index }) {
      for (const call of lookupsIn(file.program)) {
        if (call.apiVersion !== 'v1') continue;
        if (call.kind === 'ServiceAccount') yield* accountReports(file, call, target);
        else if (call.kind === 'Secret') yield* secretReports(file, call, target, index);
      }
    },
  },
});

/** Nothing to say where no version in sight renders it; where only older ones do, it is something that will break. */
function weightOf(
  { gates, template, chart }: TemplateFile,
  { command }: LookupCall,
  target: VersionSet,
): Pick<Report, 'severity'> | undefined {
  const rendered = gates.versionsIn(template.guardsAt(command.span.start)).plain;
  const versions = intersect(intersect(target, chart?.kubeVersions.plain ?? target), rendered);
  if (isEmpty(versions)) return undefined;
  return meets(versions, versionsFrom(24)) ? {} : { severity: 'warning' };
}

function* accountReports(file: TemplateFile, call: LookupCall, target: VersionSet): Iterable<Report> {
  const reads = call.fields.filter(({ field }) => field === 'secrets');
  const weight = reads.length > 0 ? weightOf(file, call, target) : undefined;
  if (!weight) return;
  yield {
    at: file.at(call.command.span),
    message:
      'Since 1.24 the `secrets` of a ServiceAccount name no token; `helm template` finds nothing at all.',
    ...weight,
    related: reads.map(({ span }) => ({ at: file.at(span), message: '`secrets` is read here.' })),
  };
}

function* secretReports(
  file: TemplateFile,
  call: LookupCall,
  target: VersionSet,
  index: ResourceIndex,
): Iterable<Report> {
  const { name, fields } = call;
  if (!name) return;
  const text = operandName(name, file.file.text);
  const declarations = index.named('Secret', text, undefined);
  const declared = declarations.find(({ isTokenSecret }) => isTokenSecret);
  const isGenerated = declarations.length === 0 && generatedName(text)?.of === 'token';
  const weight = isGenerated || (declared && fields.length > 0) ? weightOf(file, call, target) : undefined;
  if (!weight) return;
  if (!declared) {
    const message = `\`${text}\` was made by the controller up to 1.23; since 1.24 there is no such Secret.`;
    yield { at: file.at(name.span), message, ...weight };
    return;
  }
  yield {
    at: file.at(name.span),
    message: 'The token is not there on the first install, nor in `helm template`; let the pod read it.',
    severity: 'warning',
    related: [{ at: declared, message: 'The token Secret is declared here.' }],
  };
}
