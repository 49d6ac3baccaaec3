// The text between backticks as code, in elements of an editor.

/** The nodes of a text. */
export function markedNodes(text: string): Node[] {
  return text.split('`').map((part, index) => {
    const node = index % 2 ? document.createElement('code') : document.createTextNode('');
    node.textContent = part;
    return node;
  });
}
