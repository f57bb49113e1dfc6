// What mails say: plain text, which every program shows, and which runs nothing and calls nobody.
import { MAIL_CATALOGS } from "../i18n/catalogs.ts";
import { isLocale, LOCALES } from "../i18n/locale.ts";
import type { en } from "../i18n/mail/en.ts";
import { translatorOf } from "../i18n/translator.ts";
import { roomTitle } from "../protocol/room_title.ts";
import { pathOf, type PushedMessage } from "../push/payload.ts";
import { plainText } from "../text/plain.ts";

/** What a mail says. */
export interface Letter {
  subject: string;
  text: string;
}

/** So much of a message stands in a mail, in letters. */
const TEXT_LENGTH = 300;

function wordsIn(name: string) {
  const locale = isLocale(name) ? name : LOCALES[0];
  return translatorOf<typeof en>(locale, MAIL_CATALOGS[locale]);
}

/** The link by which an address is confirmed. */
export function confirmationOf(
  { locale, name, community, link }: Record<"locale" | "name" | "community" | "link", string>,
): Letter {
  const words = wordsIn(locale);
  return {
    subject: words.t("confirm.subject", { community }),
    text: words.t("confirm.text", { name, community, link }),
  };
}

/** That mail goes elsewhere from now on, to the address of before. */
export function movedOf(
  { locale, community, origin }: Record<"locale" | "community" | "origin", string>,
): Letter {
  const words = wordsIn(locale);
  return {
    subject: words.t("moved.subject", { community }),
    text: words.t("moved.text", { community, settings: `${origin}/settings/account` }),
  };
}

/** What somebody missed, a paragraph for each conversation. */
export function digestOf(
  missed: readonly PushedMessage[],
  { locale, origin, stop, community }: Record<"locale" | "origin" | "stop" | "community", string>,
): Letter {
  const words = wordsIn(locale);
  const count = missed.reduce((sum, one) => sum + one.count, 0);
  const paragraphs = missed.map((one) => {
    const { conversation, event, by, preview } = one;
    const place = conversation.kind === "room" ? `#${roomTitle(conversation)}` : conversation.title;
    const who = words.t(one.count > 1 ? "digest.last" : "digest.from", { name: by.name });
    const head = `${words.t("digest.count", { count: one.count })}, ${who}`;
    const text = preview ? cut(plainText(event.text).replace(/\s+/g, " ").trim()) : "";
    return [
      place ? `${place}: ${head}` : head,
      ...(text === "" ? [] : [`  ${text}`]),
      `  ${origin}${pathOf(one)}`,
    ].join("\n");
  });
  const settings = `${origin}/settings/notifications#mail`;
  const end = [words.t("digest.why", { settings }), words.t("digest.stop", { stop })].join("\n");
  return {
    subject: words.t("digest.subject", { count, community }),
    text: [...paragraphs, `-- \n${end}`].join("\n\n"),
  };
}

function cut(text: string): string {
  const letters = [...text];
  return letters.length > TEXT_LENGTH ? `${letters.slice(0, TEXT_LENGTH - 1).join("")}…` : text;
}
