/** Where this device notes on how many days one was here, and whether one said no. */
const KEY = "palabre-install";
/** The hint comes on this day: who came back twice may want it at hand. */
const HINT_DAY = 3;

/** Where it is noted: `localStorage`, in a browser that has it. */
type Notes = Pick<Storage, "getItem" | "setItem">;

interface Noted {
  days: number;
  last: string;
  over: boolean;
}

/** Notes that one is here on a day; says whether the hint is due: from the third day until it was answered. */
export function isHintDue(notes: Notes, day: string): boolean {
  const noted = read(notes);
  if (noted.over) return false;
  if (noted.last === day) return noted.days >= HINT_DAY;
  const days = noted.days + 1;
  write(notes, { days, last: day, over: false });
  return days >= HINT_DAY;
}

/** It was answered, whatever with: it does not come again. */
export function endHint(notes: Notes): void {
  write(notes, { ...read(notes), over: true });
}

function read(notes: Notes): Noted {
  const [days, last = "", over] = (notes.getItem(KEY) ?? "").split(" ");
  return { days: Number(days) || 0, last, over: over === "over" };
}

function write(notes: Notes, { days, last, over }: Noted): void {
  notes.setItem(KEY, `${days} ${last}${over ? " over" : ""}`);
}
