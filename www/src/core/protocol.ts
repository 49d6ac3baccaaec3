// The questions to the core and its answers, which are messages if a worker runs it.
//
// Tests use them too: they start the worker's script of a built page themselves.

import type {
  Diff, DiffRequest, EditRequest, Inventory, Known, Pools, RenderRequest, RenderResponse, RouteRequest, Routes, ShownValues,
} from './types';

/** What the core can be asked: each question is an export of its JavaScript API, with its argument and answer. */
export interface Questions {
  render: { argument: RenderRequest; answer: RenderResponse };
  keys: { argument: string; answer: Known };
  diff: { argument: Partial<DiffRequest>; answer: Diff };
  /** Throws which document of a manifest stream cannot be parsed. */
  inventory: { argument: string; answer: Inventory };
  pools: { argument: RenderRequest; answer: Pools };
  route: { argument: RouteRequest; answer: Routes };
  /** Undefined if the values have errors. */
  effectiveValues: { argument: RenderRequest; answer: string | undefined };
  /** The values over the defaults, with the origin of each. */
  mergedValues: { argument: RenderRequest; answer: ShownValues };
  /** The values of all files without the defaults. Throws the first error. */
  userValues: { argument: RenderRequest; answer: Record<string, unknown> };
  /** The changed text. Throws why the changes are not possible. */
  edit: { argument: EditRequest; answer: string };
  /** Throws what is wrong with a text that Helm cannot read. */
  readValues: { argument: string; answer: Record<string, unknown> };
}

export type Question = keyof Questions;

export type Argument<Q extends Question> = Questions[Q]['argument'];

export type Answer<Q extends Question> = Questions[Q]['answer'];

/** One question; the core answers each exactly once, with the same `id`. */
export type Ask = { [Q in Question]: { kind: 'ask'; id: number; question: Q; argument: Argument<Q> } }[Question];

export type ToWorker =
  /** The first message: the compiled core. */
  | { kind: 'start'; module: WebAssembly.Module }
  | Ask;

export type FromCore =
  /** `ms` is the time that the core took. */
  | { kind: 'answered'; id: number; answer: Answer<Question>; ms: number }
  /** The argument is not one that the core can read. */
  | { kind: 'refused'; id: number; reason: string }
  /** The core failed: this instance must not be used again. */
  | { kind: 'crashed'; id: number; reason: string };
