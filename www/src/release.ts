// The user's settings of the release that are not values.

import { DEFAULTS, type Diagnostic, type RenderRequest, type ValuesText } from './core/types';

/** The inputs as typed; for an empty one the core uses its default. */
export interface Release {
  name: string;
  namespace: string;
  daguVersion: string;
  kubeVersion: string;
}

/** Nothing typed. */
export const NO_RELEASE: Release = { name: '', namespace: '', daguVersion: '', kubeVersion: '' };

/** A field of the page. */
export interface Input {
  readonly key: keyof Release;
  readonly label: string;
  /** How a diagnostic names it. */
  readonly flag: string;
}

/** The fields, in their order. */
export const INPUTS: readonly Input[] = [
  { key: 'name', label: 'Release name', flag: 'NAME' },
  { key: 'namespace', label: 'Namespace', flag: '--namespace' },
  { key: 'daguVersion', label: 'Dagu version', flag: '--dagu-version' },
  { key: 'kubeVersion', label: 'Kubernetes version', flag: '--kube-version' },
];

/** The field that a diagnostic is about. */
export function inputOf({ flag }: Diagnostic): Input | undefined {
  return INPUTS.find((input) => input.flag === flag);
}

/** The name of the values file that the page starts with. */
export const VALUES_FILE = 'values.yaml';

/** The release name that the core uses. */
export function nameOf({ name }: Partial<Release>): string {
  return name || DEFAULTS.releaseName;
}

/** The namespace that the core uses. */
export function namespaceOf({ namespace }: Partial<Release>): string {
  return namespace || DEFAULTS.namespace;
}

/** Whether something stored has inputs of a release. An older page stored fewer of them. */
export function isRelease(value: unknown): value is Partial<Release> {
  if (typeof value !== 'object' || value === null) return false;
  const given = value as Record<string, unknown>;
  return INPUTS.every(({ key }) => ['string', 'undefined'].includes(typeof given[key]));
}

/**
 * The request to render values files of `release`. Without entropy, so the page shows no generated credential.
 *
 * Lone surrogates, which a paste can leave, are replaced here because JSON would keep them.
 */
export function request(files: readonly ValuesText[], release: Release): RenderRequest {
  const given = (key: keyof Release) => release[key].toWellFormed();
  const [name, namespace] = [given('name'), given('namespace')];
  const [daguVersion, kubeVersion] = [given('daguVersion'), given('kubeVersion')];
  return {
    values: files.map(({ name, text }) => ({ name, text: text.toWellFormed() })),
    set: [],
    strict: false,
    check: false,
    ...(name && { releaseName: name }),
    ...(namespace && { namespace }),
    ...(daguVersion && { daguVersion }),
    ...(kubeVersion && { kubeVersion }),
  };
}
