import type { AccountWords } from "../../i18n/catalogs.ts";
import type { en } from "../../i18n/account/en.ts";
import { spanOf } from "../../i18n/spans.ts";
import { translatorOf } from "../../i18n/translator.ts";
import type { Kept } from "../../protocol/kept.ts";
import { useReading } from "../reading.ts";

const DAY_MS = 86_400_000;

/** How long messages are kept and how many moderators removed: in a room, or everywhere. */
export function KeptSection({ words: catalog, kept: { days, removed }, of, titled = true }: {
  words: AccountWords;
  kept: Kept;
  of: "room" | "all";
  /** Not where the page has that title. */
  titled?: boolean;
}) {
  const { words: common } = useReading();
  const words = translatorOf<typeof en>(common.locale, catalog);
  const none = of === "room" ? "kept.room-none" : "kept.none";
  return (
    <section class="panel" id="kept" aria-label={common.t("kept.title")}>
      {titled && <h2>{common.t("kept.title")}</h2>}
      <p class="said">
        {days === undefined
          ? words.t("kept.forever")
          : words.t("kept.days", { span: spanOf(common.locale, days * DAY_MS) })}
      </p>
      <p class="said">
        {removed === 0 ? words.t(none) : words.t(`kept.removed-${of}`, { count: removed })}
      </p>
    </section>
  );
}
