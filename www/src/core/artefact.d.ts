// The JavaScript API of the core. Building the core creates the module that implements it.

declare module 'dagu-artefact/dagu_chart.js' {
  import type { Known, RenderRequest, RenderResponse } from './types';

  export function initSync(options: { module: BufferSource | WebAssembly.Module }): unknown;
  export function keys(path: string): Known;
  export function render(request: RenderRequest): RenderResponse;
}

declare module 'dagu-artefact/dagu_chart.wasm?url' {
  const url: string;
  export default url;
}
