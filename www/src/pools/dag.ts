// Reads what people ask about: a DAG, or only the selector of one.

import type { Document, YAMLError } from 'yaml';
import { reasonOf } from '../reason';

/** What a text is, for sentences about it. */
export type Kind = 'DAG' | 'base configuration';

/** Much longer than any DAG. */
const LONGEST = 1024 * 1024;

/** Such as `gpu=true, zone=a`. */
const LABELS = /^\s*[^\s=,:{}[\]"']+=[^\s=,]*(?:\s*,\s*[^\s=,]+=[^\s=,]*)*\s*$/;

/**
 * The documents of a text; labels become a DAG with this selector. Fails with a sentence if it is not YAML.
 *
 * Dagu reads YAML 1.2. The core reads YAML 1.1, as Helm does, so the reader is another one; it loads when it is used.
 */
export async function documentsOf(text: string, selectorKey: string, kind: Kind = 'DAG'): Promise<unknown[]> {
  if (LABELS.test(text)) return [{ [selectorKey]: labelsOf(text) }];
  if (text.length > LONGEST) throw new Error(`This text is too long for a ${kind}.`);
  const { parseAllDocuments } = await import('yaml');
  const documents: Iterable<Document> = parseAllDocuments(text, { logLevel: 'error' });
  return [...documents].flatMap((document) => {
    const value = plain(document, kind);
    return value === null ? [] : [value];
  });
}

function plain(document: Document, kind: Kind): unknown {
  const refused = (reason: string) => new Error(`This is not a ${kind}: ${reason}`);
  const [error] = document.errors;
  if (error) throw refused(sentence(error));
  try {
    return document.toJS();
  } catch (error) {
    // Aliases that multiply.
    throw refused(reasonOf(error));
  }
}

/**
 * The base configuration that DAGs inherit from, as `helm dagu route --base` reads it: the first document of a text.
 * Null if the text has none.
 */
export async function baseOf(text: string, selectorKey: string): Promise<unknown> {
  const [base = null] = text.trim() ? await documentsOf(text, selectorKey, 'base configuration') : [];
  return base;
}

function labelsOf(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair) => {
    const [key = '', value = ''] = pair.trim().split('=');
    return [key, value] as const;
  });
  return Object.fromEntries(pairs);
}

/** The message of the reader has the line at its end, and the text below it. */
function sentence({ message, linePos }: YAMLError): string {
  const [first = ''] = message.split('\n');
  const problem = first.replace(/ at line \d+, column \d+:?$/, '');
  return `${linePos ? `line ${linePos[0].line}: ` : ''}${problem}`;
}
