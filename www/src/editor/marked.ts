// The text between backticks as code.

/** A part of a text, with or without backticks around it. */
interface Part {
  readonly text: string;
  readonly isCode: boolean;
}

/** The parts of a text in its order. */
export function parts(text: string): Part[] {
  return text.split('`').map((text, index) => ({ text, isCode: index % 2 === 1 }));
}

/** The nodes of a text, for the elements of an editor. */
export function markedNodes(text: string): Node[] {
  return parts(text).map(({ text, isCode }) => {
    const node = isCode ? document.createElement('code') : document.createTextNode('');
    node.textContent = text;
    return node;
  });
}
