/** What one side changed: what stands from `from` to `to` became `text`. In code points. */
interface Change {
  from: number;
  to: number;
  text: string[];
}

/**
 * What two who went on from the same text wrote, in one: no letter that either of them typed is lost. Where
 * both wrote at one place, theirs comes first.
 */
export function joinTexts(base: string, ours: string, theirs: string): string {
  if (ours === base || ours === theirs) return theirs;
  if (theirs === base) return ours;
  const letters = Array.from(base);
  const mine = changeOf(letters, Array.from(ours));
  const other = changeOf(letters, Array.from(theirs));
  const isBefore = mine.from < other.from || (mine.from === other.from && mine.to < other.to);
  const [first, second] = isBefore ? [mine, other] : [other, mine];
  if (first.to <= second.from && second.to > first.from) {
    return [
      ...letters.slice(0, first.from),
      ...first.text,
      ...letters.slice(first.to, second.from),
      ...second.text,
      ...letters.slice(second.to),
    ].join("");
  }
  const [from, to] = [first.from, Math.max(first.to, second.to)];
  const of = (change: Change) =>
    [
      ...letters.slice(from, change.from),
      ...change.text,
      ...letters.slice(change.to, to),
    ].join("");
  const [own, heard] = [of(mine), of(other)];
  // One that goes on from the other holds it: they heard of it before we knew.
  const both = own.startsWith(heard) ? own : heard.startsWith(own) ? heard : heard + own;
  return letters.slice(0, from).join("") + both + letters.slice(to).join("");
}

function changeOf(before: readonly string[], after: readonly string[]): Change {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from++;
  let end = 0;
  while (end < shorter - from && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { from, to: before.length - end, text: after.slice(from, after.length - end) };
}

/** Where a caret stands in a text that became another one: where it stood, as far as there is such a place. */
export function caretAfter(before: string, after: string, caret: number): number {
  if (caret === before.length) return after.length; // who writes at the end goes on there
  if (after.startsWith(before.slice(0, caret))) return caret;
  const behind = before.slice(caret);
  return after.endsWith(behind) ? after.length - behind.length : after.length;
}
