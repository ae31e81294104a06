// The server's answers to the page's own requests.

export const address = (path) => new URL(`own/${path}`, document.baseURI);

// The JSON value, or an Error whose message is a sentence for the reader.
export async function told(path, options = {}) {
  let response;
  try {
    response = await fetch(address(path), options);
  } catch {
    throw new Error('The server does not answer.');
  }
  if (!response.ok) throw new Error(await complaint(response));
  return response.json();
}

export const post = (path, value) =>
  told(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });

// Calls `take` with each JSON value of an answer that has one a line, as it arrives.
export async function lines(path, options, take) {
  const response = await fetch(address(path), options).catch(() => null);
  if (!response) throw new Error('The server does not answer.');
  if (!response.ok) throw new Error(await complaint(response));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    const parts = (rest + (value ?? '')).split('\n');
    rest = parts.pop();
    parts.forEach((part) => take(JSON.parse(part)));
    if (done) return;
  }
}

async function complaint(response) {
  const { detail } = await response.json().catch(() => ({}));
  return typeof detail === 'string' ? detail : 'The server could not do this.';
}

// Waits until nothing has happened for a moment.
export function calm(action, wait = 250) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  };
}
