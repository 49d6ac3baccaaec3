// The worker that runs the core: it answers one question at a time.

import { answered, start } from './answering';
import type { ToWorker } from './protocol';

onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'start') start(data.module);
  else postMessage(answered(data));
};
