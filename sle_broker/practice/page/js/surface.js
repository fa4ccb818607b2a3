// Where blocks stand: a message, the Home tab, a form. Keeps what was filled in, and acts.

import { post } from "./api.js";
import { attempt, complain } from "./dom.js";
import { world } from "./state.js";

const INITIAL = ["initial_value", "initial_option", "initial_options", "initial_date", "initial_time", "initial_date_time", "initial_user", "initial_users", "initial_conversation", "initial_conversations", "initial_channel", "initial_channels"];
const drafts = new Map();

export const forget = (key) => drafts.delete(key);

// `place` is what the API needs to find the surface: {channel, ts} or {view_id}. `view` is given
// for views, whose state the server keeps.
export function surface({ key, person, place, blocks, view, conversations, refresh, errors }) {
  if (!drafts.has(key)) drafts.set(key, {});
  const filled = drafts.get(key);
  const users = world.people.filter((x) => x.slack_user_id).map((x) => ({ id: x.slack_user_id, name: x.name }));
  const channels = conversations.filter((x) => x.kind === "channel");
  const called = (list, id) => list.find((x) => x.id === id)?.name || id;

  const value = (block, x) => {
    const draft = filled[block.block_id]?.[x.action_id];
    if (draft !== undefined) return draft;
    const kept = view?.state?.values?.[block.block_id]?.[x.action_id];
    if (kept) return Object.entries(kept).find(([name]) => name !== "type")?.[1] ?? null;
    return x[INITIAL.find((name) => x[name] !== undefined)] ?? null;
  };
  // Only what is still there: a form may have changed since something was filled in.
  const state = () => {
    const told = {};
    for (const block of blocks) {
      for (const x of elementsOf(block)) {
        const draft = filled[block.block_id]?.[x.action_id];
        if (draft !== undefined) (told[block.block_id] ??= {})[x.action_id] = draft;
      }
    }
    return told;
  };
  const act = async (path, told, button) => {
    const answer = await attempt(() => post(`people/${person}/slack/${path}`, told), button);
    if (answer?.error) complain(answer.text || answer.error);
    await refresh();
    return answer;
  };

  return {
    blocks,
    names: { user: (id) => called(users, id), channel: (id) => called(channels, id) },
    users, channels, errors, value,
    fileUrl: (id) => `/practice/api/people/${person}/slack/files/${encodeURIComponent(id)}`,
    set: (block, x, given) => { (filled[block.block_id] ??= {})[x.action_id] = given; },
    press: async (block, x, choice, button) => act("press", {
      ...place, block_id: block.block_id, action_id: x.action_id, value: choice, state: { values: state() },
    }, button),
    suggest: (block, x, query) => post(`people/${person}/slack/suggest`, {
      ...place, block_id: block.block_id, action_id: x.action_id, value: query,
    }),
    act, state,
  };
}

function elementsOf(block) {
  return [block.accessory, block.element, ...(block.elements || []), ...(block.actions || [])].filter((x) => x?.action_id);
}
