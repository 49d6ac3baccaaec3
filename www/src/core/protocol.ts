// The messages between the page and the worker that runs the core.
//
// Tests use them too: they start the worker's script of a built page themselves.

import type { Known, RenderRequest, RenderResponse } from './types';

/** What the core can be asked: each question is an export of its JavaScript API, with its argument and answer. */
export interface Questions {
  render: { argument: RenderRequest; answer: RenderResponse };
  keys: { argument: string; answer: Known };
}

export type Question = keyof Questions;

export type Argument<Q extends Question> = Questions[Q]['argument'];

export type Answer<Q extends Question> = Questions[Q]['answer'];

/** One question; the worker answers each exactly once, with the same `id`. */
export type Ask = { [Q in Question]: { kind: 'ask'; id: number; question: Q; argument: Argument<Q> } }[Question];

export type ToWorker =
  /** The first message: the compiled core. */
  | { kind: 'start'; module: WebAssembly.Module }
  | Ask;

export type FromWorker =
  | { kind: 'answered'; id: number; answer: Answer<Question> }
  /** The core failed: this worker must not be used again. */
  | { kind: 'crashed'; id: number; reason: string };
