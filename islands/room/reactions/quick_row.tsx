import { useReading } from "../../../lib/ui/reading.ts";
import { EmojiSign } from "../../../lib/ui/emoji/emoji_sign.tsx";
import { icons } from "../../../lib/ui/elements/icons.tsx";
import { useMemo } from "preact/hooks";
import { useWindow } from "../window/window_context.ts";
import { ownQuickReactions } from "./quick_reactions.ts";

/** The reactions that one uses most, and the way to all others. */
export function QuickRow({ inMenu, onChoose, onMore }: {
  /** Whether a menu holds it; else it is a group of buttons. */
  inMenu?: boolean;
  onChoose(emoji: string): void;
  onMore(): void;
}) {
  const { words } = useReading();
  const { model } = useWindow();
  const emoji = useMemo(() => ownQuickReactions(model.me.peek()?.id), []);
  return (
    <div
      class="quick-reacts"
      role={inMenu ? undefined : "group"}
      aria-label={inMenu ? undefined : words.t("reaction.add")}
    >
      {emoji.map((one) => (
        <button
          key={one}
          type="button"
          role={inMenu ? "menuitem" : undefined}
          onClick={() => onChoose(one)}
        >
          <EmojiSign emoji={one} />
        </button>
      ))}
      <button
        type="button"
        role={inMenu ? "menuitem" : undefined}
        aria-label={words.t("reaction.more")}
        title={words.t("reaction.more")}
        onClick={onMore}
      >
        <icons.plus />
      </button>
    </div>
  );
}
