import {
  defineRule,
  type ProposedFix,
  type Report,
  scalarsAt,
  setScalar,
  type YamlScalar,
} from '../../engine/index.ts';

export default defineRule({
  id: 'token-expiration',
  summary: 'A projected token asks for a lifetime that the API server rejects or cuts down.',
  category: 'projected-tokens',
  severity: 'error',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'document',
  concerns: ['expirationSeconds'],
  options: {
    longest: {
      type: 'number',
      description: 'The longest lifetime that is no hint, in seconds.',
      // The kubelet renews a token that is a day old, however long it lasts: pkg/kubelet/token/token_manager.go.
      default: 86_400,
    },
  },

  check: {
    *projectedToken({ map }, { options: { longest } }) {
      for (const scalar of scalarsAt(map, 'expirationSeconds')) {
        const report = reportOn(scalar, longest);
        if (report) yield report;
      }
    },
  },
});

/** Seconds. Source: pkg/apis/core/validation/validation.go, validateProjectionSources. */
const least = 600;
const most = 2 ** 32;
const day = 86_400;

/** `null` means the default of an hour; a value of a template is not known. */
function reportOn(scalar: YamlScalar, longest: number): Report | undefined {
  const { value } = scalar;
  if (value === undefined || value === null) return undefined;
  const shown = scalar.source;
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    const message = `\`${shown}\` is not a whole number of seconds; the API server rejects the pod.`;
    return { at: scalar, message, fixes: [asNumber(scalar) ?? fix(scalar, 'one hour', 3600)] };
  }
  // YAML 1.1, as Kubernetes reads it, takes `0600` for an octal number.
  const read = /^[-+]?0[\dbox_]/.test(shown) ? `\`${shown}\`, read as ${value},` : `\`${shown}\``;
  if (value < least) {
    const message = `${read} is less than ${least} seconds, the least that the API server accepts.`;
    return { at: scalar, message, fixes: [fix(scalar, 'the least', least), fix(scalar, 'one hour', 3600)] };
  }
  if (value > most) {
    const message = `${read} is more than ${most} seconds (2^32), the most that the API server accepts.`;
    return { at: scalar, message, fixes: [fix(scalar, 'one hour', 3600), fix(scalar, 'one day', day)] };
  }
  if (value <= longest) return undefined;
  return {
    at: scalar,
    severity: 'hint',
    message:
      longest === day
        ? `${read} is more than a day: many clusters cap it, and the kubelet renews it every day anyway.`
        : `${read} is more than ${longest} seconds, the longest lifetime that your configuration allows.`,
    fixes: [
      ...(longest >= day ? [fix(scalar, 'one day', day)] : []),
      ...(longest >= 3600 ? [fix(scalar, 'one hour', 3600)] : []),
    ],
  };
}

function fix(scalar: YamlScalar, span: string, seconds: number): ProposedFix {
  return {
    title: `Ask for ${span} (${seconds})`,
    safety: 'unsafe',
    edits: [setScalar(scalar, seconds)],
  };
}

const secondsIn: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: day };

/** The number that a string such as `"7200"` or `2h` means. It was rejected before, so nothing that works changes. */
function asNumber(scalar: YamlScalar): ProposedFix | undefined {
  const [, digits, unit = ''] = /^(\d+)([smhd]?)$/.exec(String(scalar.value)) ?? [];
  const seconds = Number(digits) * (secondsIn[unit] ?? 1);
  // 3607 would be extended to a year.
  if (!(seconds >= least && seconds <= most) || seconds === 3607) return undefined;
  return { title: `Write it in seconds (${seconds})`, safety: 'safe', edits: [setScalar(scalar, seconds)] };
}
