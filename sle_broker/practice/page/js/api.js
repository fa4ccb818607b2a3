// The practice world's HTTP interface.

const ROOT = "/practice/api/";

async function read(answer) {
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(told.text || told.error || "That did not work. Try again in a moment.");
  return told;
}

async function reach(path, options) {
  try {
    return await fetch(ROOT + path, options);
  } catch {
    throw new Error("The service cannot be reached. Is it still running?");
  }
}

export const get = async (path) => read(await reach(path, { cache: "no-store" }));

export const post = async (path, told = {}) =>
  read(await reach(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(told),
  }));

// Call `changed` at once and whenever anything changed; browsers come back by themselves, and after
// coming back everything is read anew. `there(true or false)` says whether the service is reached.
export function follow(changed, there) {
  const source = new EventSource(`${ROOT}live`);
  let waiting = null;
  const soon = () => {
    waiting ??= setTimeout(() => { waiting = null; changed(); }, 80);
  };
  source.addEventListener("changed", soon);
  source.addEventListener("open", () => { there(true); soon(); });
  source.addEventListener("error", () => {
    there(false);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => follow(changed, there), 2000);
  });
}

export async function asBase64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return { name: file.name, type: file.type || "application/octet-stream", base64: btoa(text) };
}
