// Whether `helm dagu ui` serves the page. From every other server, the page asks for nothing.

/** What `helm dagu ui` adds to the page: the path of its documents. */
function marker(): HTMLMetaElement | null {
  return document.querySelector<HTMLMetaElement>('meta[name="dagu-local"]');
}

/** Whether `helm dagu ui` serves the page. */
export function isLocal(): boolean {
  return marker() !== null;
}

/** The path of its documents. */
export function documentsPath(): string | null {
  const isLoopback = ['127.0.0.1', 'localhost'].includes(location.hostname);
  return isLoopback ? (marker()?.content ?? null) : null;
}
