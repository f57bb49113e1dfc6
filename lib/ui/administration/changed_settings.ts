// What the audit log says of settings that were changed: the store has their names and values.
import { spanOf } from "../../i18n/spans.ts";
import { BOT_MAKERS, NEWCOMER_RULES, REGISTRATIONS } from "../../protocol/administration.ts";
import { REQUEST_RULES } from "../../protocol/message_requests.ts";
import { nameList } from "../name_list.ts";
import type { AdministrationTranslator } from "./administration.ts";

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;

/** What was changed, as the store writes it: `guests: false, registration: open`. */
export function settingsWords(words: AdministrationTranslator, what: string): string {
  const parts = what.split(", ").map((part) => {
    const [name = "", value = ""] = part.split(": ");
    return settingWords(words, name, value) ?? part;
  });
  return nameList(words.locale, parts);
}

/** In the middle of a sentence; what was chosen of several stands there as it is read in the form. */
function settingWords(
  words: AdministrationTranslator,
  name: string,
  value: string,
): string | undefined {
  const isOn = value === "true";
  const count = Number(value);
  switch (name) {
    case "guests":
      return words.t(isOn ? "door.guests-on" : "door.guests-off");
    case "proof":
      return words.t(isOn ? "proof.on" : "proof.off");
    case "secondFactor":
      return words.t(isOn ? "door.second-factor-on" : "door.second-factor-off");
    case "previews":
      return words.t(isOn ? "previews.made-on" : "previews.made-off");
    case "guestsPerAddress":
    case "newcomerDays":
    case "newcomerMessages":
      return words.t(`act.setting.${name}`, { count });
    case "newcomerSlowSeconds":
      if (count === 0) return words.t("act.setting.newcomerSlow-off");
      return words.t("act.setting.newcomerSlow", { span: spanOf(words.locale, count * SECOND_MS) });
  }
  const chosen = chosenWords(words, name, value);
  return chosen &&
    words.t("act.setting", { setting: words.t(chosen.setting), chosen: chosen.text });
}

function chosenWords(words: AdministrationTranslator, name: string, value: string) {
  const makers = BOT_MAKERS.find((one) => one === value);
  if (name === "bots" && makers) {
    return { setting: "act.setting.bots", text: words.t(`bots.makers.${makers}`) } as const;
  }
  const asked = REQUEST_RULES.find((one) => one === value);
  if (name === "requests" && asked) {
    return { setting: "act.setting.requests", text: words.t(`door.requests.${asked}`) } as const;
  }
  const registration = REGISTRATIONS.find((one) => one === value);
  if (name === "registration" && registration) {
    const text = words.t(`door.registration.${registration}`);
    return { setting: "act.setting.registration", text } as const;
  }
  const rule = NEWCOMER_RULES.find((one) => one === value);
  if (!rule || (name !== "newcomerLinks" && name !== "newcomerFiles")) return undefined;
  return { setting: `act.setting.${name}`, text: words.t(`newcomers.${rule}`) } as const;
}

/** How long messages are kept now, as the store writes it: `*: 30`, `#mill: 0`, `#mill: –`. */
export function retentionWords(words: AdministrationTranslator, what: string): string {
  const [, place = "", value = ""] = /^(.*): ([^:]*)$/s.exec(what) ?? [];
  const days = Number(value);
  if (place === "" || (value !== "–" && !Number.isInteger(days))) return what;
  const span = spanOf(words.locale, days * DAY_MS);
  const room = place.slice(1);
  if (place === "*") {
    return value === "–" ? words.t("act.kept.none") : words.t("act.kept.all", { span });
  }
  if (value === "–") return words.t("act.kept.again", { room });
  return days === 0 ? words.t("kept.stay", { room }) : words.t("kept.one", { room, span });
}
