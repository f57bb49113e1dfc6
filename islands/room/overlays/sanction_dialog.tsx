import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { Refused } from "../../../lib/client/model.ts";
import type { en } from "../../../lib/i18n/administration/en.ts";
import type { CatalogOf } from "../../../lib/i18n/catalog.ts";
import type { Locale } from "../../../lib/i18n/locale.ts";
import { type Translator, translatorOf } from "../../../lib/i18n/translator.ts";
import type { Person } from "../../../lib/protocol/events.ts";
import type { SanctionKind } from "../../../lib/protocol/sanctions.ts";
import { SanctionFields } from "../../../lib/ui/administration/sanction_fields.tsx";
import { Dialog } from "../../../lib/ui/elements/dialog.tsx";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { callApi } from "./api.ts";
import { EarlyKeys } from "./early_keys.tsx";
import { sanctionDone } from "../composer/run_sanction.ts";
import { refreshSanctions } from "./sanctions_in_force.ts";
import type { Failing } from "../../../lib/ui/elements/lazy.ts";
import { useSubmit } from "../panes/use_submit.ts";
import { useWindow } from "../window/window_context.ts";

export interface SanctionDialogProps extends Failing {
  kind: SanctionKind;
  person: Person;
  onClose(): void;
}

/** The room has no word of the administration until somebody moderates in it. */
type LoadWords = () => Promise<CatalogOf<typeof en>>;

const WORDS: Record<Locale, LoadWords> = {
  en: () => import("../../../lib/i18n/administration/en.ts").then(({ en }) => en),
  es: () => import("../../../lib/i18n/administration/es.ts").then(({ es }) => es),
  fr: () => import("../../../lib/i18n/administration/fr.ts").then(({ fr }) => fr),
};

/** Sends somebody out, or makes them silent, from where they are seen. */
export function SanctionDialog({ kind, person, onClose, onFail }: SanctionDialogProps) {
  const window = useWindow();
  const reading = useReading();
  const { words: common } = reading;
  const { locale } = common;
  const [words, setWords] = useState<Translator<typeof en> | undefined>(undefined);
  const [failed, setFailed] = useState<{ field?: string; message: string } | undefined>(undefined);

  useEffect(() => {
    let wanted = true;
    WORDS[locale]().then(
      (catalog) => setWords(translatorOf<typeof en>(locale, catalog)),
      () => wanted && onFail(),
    );
    return () => {
      wanted = false;
    };
  }, []);

  useLayoutEffect(() => {
    if (failed) document.querySelector<HTMLElement>("dialog [aria-invalid=true]")?.focus();
  }, [failed]);

  const submit = useSubmit(async (form) => {
    if (!words) return;
    const fields = new FormData(form);
    const text = (name: string) => String(fields.get(name) ?? "").trim();
    const duration = text("other") || (text("duration") === "endless" ? "" : text("duration"));
    try {
      await callApi(`/admin/${kind}s`, {
        id: person.id,
        duration,
        reason: text("reason"),
        addresses: text("addresses") === "on",
      });
      void refreshSanctions(window, reading, "now");
      window.showToast(sanctionDone(common, kind, person.name, duration));
      onClose();
    } catch (refusal) {
      const code = refusal instanceof Refused ? refusal.error.code : undefined;
      setFailed({
        message: failureMessage(common, refusal),
        field: code === "invalid" ? "other" : code === "too-long" ? "reason" : undefined,
      });
    }
  });

  if (!words) return <EarlyKeys />;
  return (
    <Dialog title={words.t(`${kind}.of`, { name: person.name })} onClose={onClose}>
      <form class="fields" onSubmit={(event) => void submit(event)}>
        {failed && failed.field === undefined && <p class="error" role="alert">{failed.message}</p>}
        <SanctionFields
          words={words}
          kind={kind}
          failed={failed && { ...failed, typed: {} }}
          focus
        />
        <div class="choices">
          <button type="button" class="button" onClick={onClose}>{common.t("cancel")}</button>
          <button type="submit" class={kind === "ban" ? "button danger" : "button primary"}>
            {words.t(kind)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
