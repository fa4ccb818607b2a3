// Building elements. Text only ever becomes text nodes: nothing here reads HTML.

export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name === "value") element.value = value;
    else if (name === "checked" || name === "selected") element[name] = Boolean(value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((x) => x !== null && x !== undefined && x !== false));
  return element;
}

export function fill(container, ...children) {
  container.replaceChildren(...children.flat(Infinity).filter((x) => x !== null && x !== undefined && x !== false));
}

// Show a list so that what has not changed stays as it is, with its focus and what was typed.
export function keep(container, items, keyOf, render) {
  const known = new Map([...container.children].map((x) => [x.dataset.key, x]));
  const wanted = items.map((item) => {
    const key = String(keyOf(item));
    const version = JSON.stringify(item);
    const before = known.get(key);
    if (before && before.version === version) return before;
    const fresh = render(item);
    fresh.dataset.key = key;
    fresh.version = version;
    if (before && before.contains(document.activeElement)) refocus(before, fresh);
    return fresh;
  });
  wanted.forEach((node, at) => {
    if (container.children[at] !== node) container.insertBefore(node, container.children[at] || null);
  });
  while (container.children.length > wanted.length) container.lastElementChild.remove();
}

function refocus(before, fresh) {
  const name = document.activeElement.dataset.focus;
  if (!name) return;
  queueMicrotask(() => fresh.querySelector(`[data-focus="${CSS.escape(name)}"]`)?.focus());
}

let numbers = 0;
export const newId = (word) => `${word}-${++numbers}`;

export function say(words) {
  const place = document.getElementById("said");
  place.textContent = words;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { place.textContent = ""; }, 6000);
}

export function complain(words) {
  const place = document.getElementById("trouble");
  fill(place, h("span", {}, words), h("button", { type: "button", class: "quiet", onclick: () => fill(place) }, "Close"));
  clearTimeout(complain.timer);
  complain.timer = setTimeout(() => fill(place), 12000);
}

// Do something the server may refuse; its sentence is shown. Returns undefined when refused.
export async function attempt(work, button) {
  if (button) button.setAttribute("aria-busy", "true");
  try {
    return await work();
  } catch (error) {
    complain(error.message);
    return undefined;
  } finally {
    if (button) button.removeAttribute("aria-busy");
  }
}
