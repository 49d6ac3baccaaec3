// The worker that runs the core: it answers one question at a time.

import * as core from 'dagu-artefact/dagu_chart.js';
import type { Answer, Argument, Ask, FromWorker, Question, ToWorker } from './protocol';
import { reasonOf } from '../reason';

function answered({ id, question, argument }: Ask): FromWorker {
  try {
    // The argument is that of the question, which the types of two unions cannot say.
    const ask = core[question] as (argument: Argument<Question>) => Answer<Question>;
    return { kind: 'answered', id, answer: ask(argument) };
  } catch (error) {
    const reason = reasonOf(error);
    // The core returns an `Error` for an argument that it cannot read; anything else is a trap.
    const isRefusal = error instanceof Error && !(error instanceof WebAssembly.RuntimeError) && question !== 'render';
    return { kind: isRefusal ? 'refused' : 'crashed', id, reason };
  }
}

onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'start') core.initSync({ module: data.module });
  else postMessage(answered(data));
};
