// The commands that install the release.

import type { ValuesText } from '../core/types';
import { nameOf, namespaceOf, type Release } from '../release';
import { withInput, word, type Shell } from './quote';

export type Way = 'helm dagu' | 'Helm 3' | 'Helm 4' | 'Pipe';

export const WAYS: readonly Way[] = ['helm dagu', 'Helm 3', 'Helm 4', 'Pipe'];

/** How the values get into the command. */
export type Source = 'file' | 'here';

export interface Choice {
  readonly way: Way;
  readonly shell: Shell;
  readonly source: Source;
}

/** Run once, in a checkout of the chart's repository. */
export function preparation({ way, shell }: Choice): string {
  switch (way) {
    case 'helm dagu':
      return 'cargo xtask build\nhelm plugin install .';
    case 'Helm 3':
    case 'Pipe':
      return 'cargo install --path crates/dagu-post';
    case 'Helm 4':
      return shell === 'sh'
        ? 'cargo xtask build\nexport HELM_PLUGINS="$(helm env HELM_PLUGINS):$PWD/post-renderer"'
        : 'cargo xtask build\n$env:HELM_PLUGINS = "$(helm env HELM_PLUGINS);$PWD\\post-renderer"';
  }
}

/** The command; null if the shell cannot write the values as its input. Only one file can be its input. */
export function command(choice: Choice, release: Partial<Release>, files: readonly ValuesText[]): string | null {
  const { way, shell, source } = choice;
  const quoted = (text: string) => word(text, shell);
  const name = quoted(nameOf(release));
  const namespace = quoted(namespaceOf(release));
  const options = [
    `--namespace ${namespace}`,
    ...(way === 'Pipe' ? [] : ['--create-namespace']),
    ...(source === 'file' ? files.map(({ name }) => `--values ${quoted(name)}`) : ['--values -']),
    ...(release.daguVersion ? [`--set-string ${quoted(`daguVersion=${release.daguVersion}`)}`] : []),
    // The other commands ask the cluster.
    ...(way === 'Pipe' && release.kubeVersion ? [`--kube-version ${quoted(release.kubeVersion)}`] : []),
    ...(way === 'Helm 3' || way === 'Helm 4' ? ['--post-renderer dagu-post'] : []),
  ].join(' ');
  const verb = { 'helm dagu': 'dagu install', 'Helm 3': 'install', 'Helm 4': 'install', Pipe: 'template' }[way];
  const helm = `helm ${verb} ${name} ./chart ${options}`;
  const rest = way === 'Pipe' ? ` | dagu-post | kubectl apply --namespace ${namespace} --filename -` : '';
  if (source === 'file') return helm + rest;
  const values = files[0]?.text ?? '';
  if (shell === 'PowerShell') return withInput(helm + rest, values, shell);
  // The here-document is the input of the first command of the pipe.
  const [first = '', ...lines] = (withInput(helm, values, shell) ?? '').split('\n');
  return [first + rest, ...lines].join('\n');
}
