import { spanOf } from "../../i18n/spans.ts";
import { type Named, OPERATOR } from "../../protocol/administration.ts";
import { SANCTION_KINDS } from "../../protocol/sanctions.ts";
import { nameList } from "../name_list.ts";
import { useReading } from "../reading.ts";
import { type AdministrationTranslator, useAdministration } from "./administration.ts";
import { retentionWords, settingsWords } from "./changed_settings.ts";
import type { Line } from "./views.ts";

/** Who did what to whom, when and why; the newest first. */
export function AuditLogLines({ lines }: { lines: readonly Line[] }) {
  const { words } = useAdministration();
  const { times, now } = useReading();
  if (lines.length === 0) return <p class="note said">{words.t("act.none")}</p>;
  return (
    <ul class="journal">
      {lines.map((line) => {
        const said = sentence(words, line);
        return said && (
          <li key={line.id}>
            <time dateTime={new Date(line.at).toISOString()} title={times.full(line.at)}>
              {times.brief(line.at, now)}
            </time>{" "}
            <span>{said}</span>
            {line.words && <q class="faint">{line.words}</q>}
          </li>
        );
      })}
    </ul>
  );
}

const PLAIN = [
  "setup",
  "password-link",
  "password-recovered",
  "second-factor-removed",
  "vouched",
  "provider-added",
  "provider-off",
  "provider-on",
  "provider-removed",
  "providers-ordered",
  "notice",
  "invitation-made",
  "invitation-revoked",
  "bot-made",
  "hook-made",
  "hook-secret",
  "outgoing-made",
  "outgoing-changed",
  "outgoing-secret",
  "command-made",
  "command-secret",
  "command-removed",
  "bot-token",
  "bot-rooms",
  "bot-removed",
  "room-closed",
  "room-reopened",
  "room-topic-locked",
  "room-topic-unlocked",
  "room-quieted",
  "room-unquieted",
  "room-unslowed",
  "room-renamed",
  "message-deleted",
  "message-moved",
  "preview-removed",
  "report-handled",
  "appeal-answered",
  "held-approved",
  "held-refused",
  "held-words",
  "emoji-added",
  "emoji-renamed",
  "emoji-removed",
  "exported",
  "import-started",
  "import-done",
  "import-undone",
  "import-merged",
  "import-said",
  "import-unsaid",
  "room-published",
  "room-unpublished",
] as const;

function sentence(words: AdministrationTranslator, line: Line) {
  const name = (one: Named | undefined) => (
    <b dir="auto">
      {one?.id === OPERATOR.id ? words.t("act.operator") : one?.name || words.t("gone")}
    </b>
  );
  const span = line.until === undefined ? "" : spanOf(words.locale, line.until - line.at);
  const values = {
    by: name(line.by),
    whom: name(line.whom),
    span,
    room: line.where?.name ?? "…",
    what: line.what ?? "",
  };
  const plain = PLAIN.find((act) => act === line.act);
  if (plain) return words.pieces(`act.${plain}`, values);
  switch (line.act) {
    case "shutdown":
      return words.pieces(line.what === "restart" ? "act.restart" : "act.shutdown", values);
    case "shutdown-cancelled": {
      const isRestart = line.what === "restart";
      return words.pieces(isRestart ? "act.restart-cancelled" : "act.shutdown-cancelled", values);
    }
    case "kick":
    case "mute":
      return words.pieces(`act.${line.act}`, values);
    case "ban":
      return words.pieces(line.until === undefined ? "act.ban" : "act.ban-for", values);
    case "lift": {
      const lifted = SANCTION_KINDS.find((what) => what === line.what) ?? "ban";
      return words.pieces(`act.lift.${lifted}`, values);
    }
    case "role":
      if (line.role === undefined || line.role === "guest") return undefined;
      return words.pieces(`act.role.${line.role}`, values);
    case "raid-begun":
    case "raid-ended":
      return words.pieces(`act.${line.act}`, values);
    case "room-slowed": {
      const seconds = Number(line.what) || 0;
      return words.pieces("act.room-slowed", {
        ...values,
        span: spanOf(words.locale, seconds * 1000),
      });
    }
    case "provider-changed": {
      const [fields = "", ...name] = values.what.split("; ");
      const parts = fields.split(", ").flatMap((field) =>
        PROVIDER_PARTS.find((one) => one === field) ?? []
      );
      return words.pieces("act.provider-changed", {
        ...values,
        what: name.join("; "),
        parts: nameList(words.locale, parts.map((part) => words.t(`act.provider.${part}`))),
      });
    }
    case "profile":
      return words.pieces("act.profile", { ...values, what: profileWords(words, values.what) });
    case "settings":
      return words.pieces("act.settings", { ...values, what: settingsWords(words, values.what) });
    case "retention":
      return words.pieces("act.retention", { ...values, what: retentionWords(words, values.what) });
    default:
      return undefined;
  }
}

const PROVIDER_PARTS = [
  ...["name", "client", "secret", "scopes", "allow", "register", "roles"] as const,
] as const;

const PROFILE_PARTS = [
  ...["name", "icon", "picture", "welcome", "rules", "acceptRules", "asksAgain"] as const,
  ...["accent", "terms", "firstRoom", "presets"] as const,
] as const;

/** What of the profile was written: `name, icon`. */
function profileWords(words: AdministrationTranslator, what: string): string {
  const parts = what.split(", ").flatMap((part) => PROFILE_PARTS.find((one) => one === part) ?? []);
  return nameList(words.locale, parts.map((part) => words.t(`act.profile.${part}`)));
}
