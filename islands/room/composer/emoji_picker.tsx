import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { isComposing } from "../../../lib/ui/elements/composing.ts";
import {
  type Emoji,
  EMOJI_GROUPS,
  findEmoji,
  loadEmoji,
  withCustomEmoji,
} from "../../../lib/ui/emoji/emoji.ts";
import { EmojiSign } from "../../../lib/ui/emoji/emoji_sign.tsx";
import { useReading } from "../../../lib/ui/reading.ts";
import { EMOJI_PICKER_ID, type EmojiPickerProps } from "./emoji_picker_props.ts";

/** More than this is not found but browsed. */
const MAX_FOUND = 60;

/** All emoji by group, and those that a word finds. */
export function EmojiPicker({ onChoose, onClose, onFail }: EmojiPickerProps) {
  const { words, preferences, emoji: custom } = useReading();
  const [known, setKnown] = useState<readonly Emoji[]>([]);
  const all = useMemo(() => withCustomEmoji(known, custom), [known, custom]);
  const [query, setQuery] = useState("");
  const root = useRef<HTMLDivElement>(null);
  // Before it is seen: what is typed then is looked for.
  useLayoutEffect(() => {
    loadEmoji(preferences.locale).then(setKnown, onFail);
    root.current?.querySelector("input")?.focus();
    const outside = (event: PointerEvent) => {
      const { target } = event;
      // The button that opened the picker closes it by itself.
      const inside = target instanceof Element &&
        (root.current?.contains(target) || target.closest(`[aria-controls=${EMOJI_PICKER_ID}]`));
      if (!inside) onClose();
    };
    addEventListener("pointerdown", outside);
    return () => removeEventListener("pointerdown", outside);
  }, []);
  const found = useMemo(
    () => query.trim() === "" ? undefined : findEmoji(all, query, MAX_FOUND),
    [all, query],
  );
  const set = (emoji: readonly Emoji[]) => (
    <div class="set">
      {emoji.map((one) => (
        <button
          key={one.emoji}
          type="button"
          title={one.code ? `${one.label} :${one.code}:` : one.label}
          aria-label={one.label}
          onClick={() => onChoose(one.emoji)}
        >
          <EmojiSign emoji={one.emoji} />
        </button>
      ))}
    </div>
  );
  return (
    <div
      class="emoji-picker"
      id={EMOJI_PICKER_ID}
      role="dialog"
      aria-label={words.t("composer.emoji")}
      ref={root}
      onKeyDown={(event) => {
        if (isComposing(event)) return;
        if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
          event.preventDefault(); // the form around it would be sent
          const first = found?.[0];
          if (first) onChoose(first.emoji);
        }
        if (event.key !== "Escape") return;
        event.preventDefault();
        onClose();
      }}
    >
      <input
        type="text"
        aria-label={words.t("emoji.search")}
        placeholder={words.t("emoji.search")}
        value={query}
        onInput={(event) => setQuery(event.currentTarget.value)}
      />
      <div class="scroll">
        {found?.length === 0 && <p class="note" role="status">{words.t("emoji.none", { query })}
        </p>}
        {found
          ? set(found)
          : [...(custom ? ["custom" as const] : []), ...EMOJI_GROUPS].map((group) => (
            <section key={group}>
              <h2>{words.t(`emoji.${group}`)}</h2>
              {set(all.filter((emoji) =>
                emoji.group === group
              ))}
            </section>
          ))}
      </div>
    </div>
  );
}
