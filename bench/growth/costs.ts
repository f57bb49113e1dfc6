// What an act asks of the store, as formulas: the table of docs/operations.md, for one act at a time.
// tests/bench/growth_test.ts compares them with what instances really ask.

/** Calls and keys of one act: on the instance where it happens, and on all others together. */
export interface Cost {
  /** Keys that are read, one by one or many in a call, and lists. */
  keysRead: number;
  lists: number;
  commits: number;
  /** Commits that an instance makes once a second for all that came to it: marks, read inboxes. */
  gathered: number;
  /** Keys that are set or deleted. */
  writes: number;
}

/** Instances, and how many of the others have somebody who follows the conversation. */
export interface Spread {
  instances: number;
  followers: number;
}

/** Past so many others, who follows is listed instead of asked for key by key. */
const LIST_PAST = 10;
const INBOX_AND_WAKE = 2;
/** Rows of an interest, and the lease that each commit of interests renews. */
const INTEREST = 2;
const LEASE = 1;

/**
 * A message: entry and head; then who else is there, and one entry and one wake for each. Its author's
 * mark follows within a second, together with those of others: here it is alone.
 */
export function messageCost({ instances, followers }: Spread): Cost {
  const told = toldCost(followers);
  const looked = lookCost(instances);
  const mark = markCost(instances);
  return {
    keysRead: looked.keysRead + mark.keysRead,
    lists: looked.lists + told.lists,
    commits: 1 + (followers > 0 ? 1 : 0),
    gathered: mark.gathered + told.gathered,
    writes: 2 + mark.writes + INBOX_AND_WAKE * followers + told.writes,
  };
}

/** How far an author has read; read before it is written where others may have written it. */
function markCost(instances: number): Pick<Cost, "keysRead" | "gathered" | "writes"> {
  return { keysRead: instances > 1 ? 1 : 0, gathered: 1, writes: 1 };
}

/** A change of presence: its row, and an entry and a wake for each other instance. */
export function presenceCost({ instances }: Pick<Spread, "instances">): Cost {
  const others = instances - 1;
  const told = toldCost(others);
  return {
    keysRead: others > 0 ? 1 : 0,
    lists: told.lists,
    commits: 1 + (others > 0 ? 1 : 0),
    gathered: told.gathered,
    writes: 1 + INBOX_AND_WAKE * others + told.writes,
  };
}

/**
 * Somebody who is known connects: who they are, their conversations (heads, marks and rows) and what
 * names them; then their presence, told to everybody, and their interest in what nobody followed here.
 */
export function connectCost(
  { instances, conversations }: Pick<Spread, "instances"> & { conversations: number },
): Cost {
  const others = instances - 1;
  const told = toldCost(others);
  return {
    keysRead: 5 + 4 * conversations + (others > 0 ? 1 : 0),
    lists: 2 + told.lists,
    commits: 3 + (others > 0 ? 1 : 0),
    gathered: told.gathered,
    writes: 1 + INTEREST * (1 + conversations) + LEASE * 2 + INBOX_AND_WAKE * others + told.writes,
  };
}

/** Typing: as a message, with nothing that lasts. */
export function typingCost({ instances, followers }: Spread): Cost {
  const told = toldCost(followers);
  const looked = lookCost(instances);
  return {
    // Whether it may be seen is known since who types, and who sees it, came, and for a minute.
    keysRead: instances > 1 ? looked.keysRead : 1,
    lists: looked.lists + told.lists,
    commits: followers > 0 ? 1 : 0,
    gathered: told.gathered,
    writes: INBOX_AND_WAKE * followers + told.writes,
  };
}

/**
 * What one instance asks in a minute in which nothing happens: the leases of all, its wake key, its
 * lease, and which job is due next.
 */
export function idleMinuteCost({ instances }: Pick<Spread, "instances">): Cost {
  const [looks, polls, renewals] = [30, 20, 15];
  return {
    keysRead: looks * instances + polls,
    lists: instances > 1 ? 15 : 3,
    commits: renewals,
    gathered: 0,
    writes: renewals,
  };
}

/** The roster, and the interest of each other instance in the topic. Alone, the commit proves it. */
function lookCost(instances: number): Pick<Cost, "keysRead" | "lists"> {
  const others = instances - 1;
  if (others === 0) return { keysRead: 0, lists: 0 };
  return others > LIST_PAST ? { keysRead: 1, lists: 1 } : { keysRead: 1 + others, lists: 0 };
}

/** Each that is told lists its inbox until it is empty, and deletes what it read. */
function toldCost(told: number): Pick<Cost, "lists" | "gathered" | "writes"> {
  return { lists: 2 * told, gathered: told, writes: told };
}

/** Costs added up. */
export function total(costs: readonly Cost[]): Cost {
  const sum = (of: (cost: Cost) => number) => costs.reduce((so, cost) => so + of(cost), 0);
  return {
    keysRead: sum((cost) => cost.keysRead),
    lists: sum((cost) => cost.lists),
    commits: sum((cost) => cost.commits),
    gathered: sum((cost) => cost.gathered),
    writes: sum((cost) => cost.writes),
  };
}

/** A cost so many times. */
export function times(count: number, { keysRead, lists, commits, gathered, writes }: Cost): Cost {
  return {
    keysRead: count * keysRead,
    lists: count * lists,
    commits: count * commits,
    gathered: count * gathered,
    writes: count * writes,
  };
}
