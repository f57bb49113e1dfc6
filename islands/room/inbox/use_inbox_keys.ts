import { useEffect, useRef } from "preact/hooks";
import { isComposing } from "../../../lib/ui/elements/composing.ts";

export interface InboxKeys {
  /** The line with this key is gone to. */
  choose(key: string): void;
  done(key: string): void;
  open(key: string): void;
  /** Has one told of it later; `line` is what shows it. */
  later(key: string, line: HTMLElement): void;
  reply(key: string): void;
}

/** `J` `K` and arrows move between the lines, `E` puts one away, `H` off, `R` answers, Enter goes there. */
export function useInboxKeys(
  list: { readonly current: HTMLElement | null },
  live: boolean,
  keys: InboxKeys,
): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    if (!live) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const pane = list.current;
      if (!pane || event.defaultPrevented || isComposing(event) || !isForList(event, pane)) return;
      if (act(event.key, pane, latest.current)) event.preventDefault();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [live]);
}

/** Not what is typed elsewhere, nor a key that a button or a link of its own takes. */
function isForList(event: KeyboardEvent, pane: HTMLElement): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
  const { target } = event;
  if (target === document.body) return true;
  if (!(target instanceof Element) || !pane.contains(target)) return false;
  return event.key !== "Enter" || target.matches(".entry");
}

function act(key: string, pane: HTMLElement, keys: InboxKeys): boolean {
  const lines = [...pane.querySelectorAll<HTMLElement>(".entry")];
  const focused = lines.findIndex((line) => line === document.activeElement);
  const at = focused < 0 ? lines.findIndex((line) => line.ariaCurrent === "true") : focused;
  const there = lines[at]?.dataset.key;
  switch (key.toLowerCase()) {
    case "j":
    case "arrowdown":
      return go(lines[Math.min(at + 1, lines.length - 1)], keys);
    case "k":
    case "arrowup":
      return go(lines[Math.max(at - 1, 0)], keys);
    case "e": {
      if (there === undefined) return false;
      go(lines[at + 1] ?? lines[at - 1], keys);
      keys.done(there);
      return true;
    }
    case "h":
    case "r": {
      const line = lines[at];
      if (!line || there === undefined) return false;
      if (key.toLowerCase() === "h") keys.later(there, line);
      else keys.reply(there);
      return true;
    }
    case "enter":
      if (there === undefined) return false;
      keys.open(there);
      return true;
    default:
      return false;
  }
}

function go(line: HTMLElement | undefined, keys: InboxKeys): boolean {
  if (!line) return false;
  line.focus();
  line.scrollIntoView({ block: "nearest" });
  keys.choose(line.dataset.key ?? "");
  return true;
}
