/** A piece of a text, as it was or became: what stayed, what came, what went. */
export interface Piece {
  is: "same" | "added" | "gone";
  text: string;
}

/** Beyond so many pairs of words, what differs is shown as a whole: a comparison takes their time. */
const MAX_PAIRS = 4_000_000;

/** What changed from one text to the other, by words; the pieces that are not `gone` make the new one. */
export function difference(before: string, after: string): Piece[] {
  const [one, two] = [wordsOf(before), wordsOf(after)];
  let start = 0;
  while (start < one.length && start < two.length && one[start] === two[start]) start++;
  let end = 0;
  while (
    end < one.length - start && end < two.length - start && one.at(-1 - end) === two.at(-1 - end)
  ) end++;
  const inner = compare(
    one.slice(start, one.length - end),
    two.slice(start, two.length - end),
  );
  return joined([
    { is: "same", text: one.slice(0, start).join("") },
    ...inner,
    { is: "same", text: one.slice(one.length - end).join("") },
  ]);
}

/** Words, and what stands between them; each character by itself where there are no spaces. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}_]+|\s+|./gsu) ?? [];
}

function compare(one: readonly string[], two: readonly string[]): Piece[] {
  const width = two.length + 1;
  if (one.length * two.length > MAX_PAIRS) {
    return [{ is: "gone", text: one.join("") }, { is: "added", text: two.join("") }];
  }
  // The length of the longest common subsequence of what follows each pair of places.
  const common = new Uint16Array((one.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = two.length - 1; j >= 0; j--) {
      common[i * width + j] = one[i] === two[j]
        ? at(i + 1, j + 1) + 1
        : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pieces: Piece[] = [];
  for (let i = 0, j = 0; i < one.length || j < two.length;) {
    const [was = "", is = ""] = [one[i], two[j]];
    if (i < one.length && j < two.length && was === is) {
      pieces.push({ is: "same", text: was });
      i++;
      j++;
    } else if (j === two.length || i < one.length && at(i + 1, j) >= at(i, j + 1)) {
      pieces.push({ is: "gone", text: was });
      i++;
    } else {
      pieces.push({ is: "added", text: is });
      j++;
    }
  }
  return pieces;
}

/** Neighbours of one kind as one, what went before what came in its place; none is empty. */
function joined(pieces: readonly Piece[]): Piece[] {
  const found: Piece[] = [];
  let gone = "";
  let added = "";
  const flush = () => {
    if (gone !== "") found.push({ is: "gone", text: gone });
    if (added !== "") found.push({ is: "added", text: added });
    [gone, added] = ["", ""];
  };
  for (const { is, text } of pieces) {
    if (text === "") continue;
    if (is === "gone") gone += text;
    else if (is === "added") added += text;
    else {
      flush();
      const last = found.at(-1);
      if (last?.is === "same") last.text += text;
      else found.push({ is, text });
    }
  }
  flush();
  return found;
}
