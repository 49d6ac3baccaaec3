// Answers questions with the core, on the thread that loads this module.

import * as core from 'dagu-artefact/dagu_chart.js';
import type { Answer, Argument, Ask, FromCore, Question } from './protocol';
import { reasonOf } from '../reason';

/** Must come before the first question. */
export function start(module: WebAssembly.Module): void {
  core.initSync({ module });
}

export function answered({ id, question, argument }: Ask): FromCore {
  try {
    const since = performance.now();
    // The argument is that of the question, which the types of two unions cannot say.
    const ask = core[question] as (argument: Argument<Question>) => Answer<Question>;
    const answer = ask(argument);
    return { kind: 'answered', id, answer, ms: performance.now() - since };
  } catch (error) {
    const reason = reasonOf(error);
    // The core returns an `Error` for an argument that it cannot read; anything else is a trap.
    const isRefusal = error instanceof Error && !(error instanceof WebAssembly.RuntimeError) && question !== 'render';
    return { kind: isRefusal ? 'refused' : 'crashed', id, reason };
  }
}
