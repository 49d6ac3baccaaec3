// The worker that runs the core: it answers one question at a time.

import { initSync, keys, render } from 'dagu-artefact/dagu_chart.js';
import type { Answer, Ask, FromWorker, Question, ToWorker } from './protocol';

function answer(ask: Ask): Answer<Question> {
  switch (ask.question) {
    case 'render':
      return render(ask.argument);
    case 'keys':
      return keys(ask.argument);
  }
}

function answered(ask: Ask): FromWorker {
  try {
    return { kind: 'answered', id: ask.id, answer: answer(ask) };
  } catch (error) {
    return { kind: 'crashed', id: ask.id, reason: error instanceof Error ? error.message : String(error) };
  }
}

onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'start') initSync({ module: data.module });
  else postMessage(answered(data));
};
