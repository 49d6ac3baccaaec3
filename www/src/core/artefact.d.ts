// The JavaScript API of the core. Building the core creates the module that implements it.

declare module 'dagu-artefact/dagu_chart.js' {
  import type { Answer, Argument, Question } from './protocol';

  export function initSync(options: { module: BufferSource | WebAssembly.Module }): unknown;
  export function diff(argument: Argument<'diff'>): Answer<'diff'>;
  export function edit(argument: Argument<'edit'>): Answer<'edit'>;
  export function effectiveValues(argument: Argument<'effectiveValues'>): Answer<'effectiveValues'>;
  export function mergedValues(argument: Argument<'mergedValues'>): Answer<'mergedValues'>;
  export function inventory(argument: Argument<'inventory'>): Answer<'inventory'>;
  export function keys(argument: Argument<'keys'>): Answer<'keys'>;
  export function pools(argument: Argument<'pools'>): Answer<'pools'>;
  export function readValues(argument: Argument<'readValues'>): Answer<'readValues'>;
  export function render(argument: Argument<'render'>): Answer<'render'>;
  export function route(argument: Argument<'route'>): Answer<'route'>;
  export function userValues(argument: Argument<'userValues'>): Answer<'userValues'>;
}

declare module 'dagu-artefact/dagu_chart.wasm?url' {
  const url: string;
  export default url;
}
