// Short summaries of what the page shows.

import type { Severity } from './core/types';
import type { Finding } from './editor/findings';
import type { Preview } from './preview.svelte';
import { inputOf } from './release';

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function counts(findings: readonly Finding[]): string[] {
  const severities: Severity[] = ['error', 'warning', 'note'];
  return severities.flatMap((severity) => {
    const count = findings.filter(({ diagnostic }) => diagnostic.severity === severity).length;
    return count ? [plural(count, severity)] : [];
  });
}

function counted(findings: readonly Finding[]): string {
  return counts(findings).join(', ');
}

function problems({ failure, findings }: Preview): string {
  return [...(failure ? ['failure'] : []), ...counts(findings)].join(', ');
}

/** The most severe ones only. */
function worst({ failure, findings }: Preview): string {
  return failure ? 'failure' : (counts(findings)[0] ?? '');
}

function obstacle({ failure, findings, isTooLarge }: Preview): string {
  if (isTooLarge) return 'the latest values are too large';
  if (failure) return 'rendering failed';
  const errors = findings.filter(({ diagnostic }) => diagnostic.severity === 'error').length;
  return `the latest values have ${plural(errors, 'error')}`;
}

function objects({ manifests }: Preview): string {
  return plural(manifests.documents.length, 'object');
}

function firstError({ findings, layers }: Preview): string {
  const diagnostic = findings[0]?.diagnostic;
  if (!diagnostic) return '';
  const { span } = diagnostic;
  const file = span && layers.areSeveral ? `${span.name} ` : '';
  const place = span ? `${file}line ${span.line}` : inputOf(diagnostic)?.label.toLowerCase();
  return `${place ? `${place}, ` : ''}${diagnostic.message.replaceAll('`', '')}`;
}

function whole(preview: Preview): string {
  if (preview.freshness === 'starting') return 'Loading.';
  if (preview.isTooLarge) return 'The values are too large to render here.';
  if (preview.failure) return `No manifests: ${preview.failure}.`;
  const found = problems(preview);
  const old = preview.manifests.text ? 'The manifests are out of date' : 'There are no manifests yet';
  if (preview.freshness === 'old') return `${found}. The first: ${firstError(preview)}. ${old}.`;
  return found ? `${objects(preview)}, ${found}.` : `${objects(preview)}, no problems.`;
}

/** Short texts about a preview or findings, empty if there is nothing to report. */
export const summary = { counted, objects, problems, worst, obstacle, whole };
