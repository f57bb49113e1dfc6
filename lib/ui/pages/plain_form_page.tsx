import { spanOf } from "../../i18n/spans.ts";
import type { ConversationSummary } from "../../protocol/events.ts";
import { cityOf } from "../../i18n/time_zones.ts";
import { bytesText } from "../../i18n/sizes.ts";
import { ALT_LENGTH } from "../../protocol/requests/shared_files.ts";
import { LATER_WITHIN_MS } from "../../protocol/limits.ts";
import { FormError } from "../administration/form_error.tsx";
import { fieldOf } from "../later_times.ts";
import { conversationPath, PATHS } from "../paths.ts";
import { readingOf, ReadingProvider, useReading } from "../reading.ts";
import { conversationMention } from "../room/page_title.ts";
import { offeredVanishing } from "../vanish_times.ts";
import { MoveFields, type MoveForm } from "./move_fields.tsx";
import { Page } from "./page.tsx";
import type { PageProps } from "./props.ts";

/** What is asked on a page of its own where there is no script. */
export type PlainForm =
  /** `now`: what the message says meanwhile, where another edit came between. */
  | { is: "edit"; text: string; version: number; now?: string }
  /** `id`: makes a second press harmless; `message`: the reminder is of one. */
  | { is: "later"; text: string; at: number; id: string; message: boolean }
  /** `id` and `after` as of any message (D3); `most`: bytes of a file. */
  | { is: "attach"; text: string; alt: string; id: string; after: number; most: number }
  | { is: "vanish" }
  | MoveForm
  /** To whom or where it was to go, and what it says; asked again where that was refused. */
  | { is: "forward"; to: string; text: string }
  | { is: "bookmark"; note: string; text: string }
  | { is: "delete"; text: string };

/** Props of such a page. */
export interface PlainFormProps extends PageProps {
  conversation: ConversationSummary;
  form: PlainForm;
  /** Why it was not taken. */
  problem?: string;
}

/** The words of its title. */
export function plainFormTitle(form: PlainForm) {
  if (form.is === "later") return form.message ? "later.remind" : "later.send-later";
  if (form.is === "attach") return "file.send-title";
  if (form.is === "delete") return "message.delete-title";
  if (form.is === "move") return "move.title";
  if (form.is === "forward") return "forward.title";
  if (form.is === "bookmark") return "bookmark.title";
  return form.is === "edit" ? "act.edit" : "vanish.title";
}

/** A form on a page of its own, which is sent to the page's address. */
export function PlainFormPage(props: PlainFormProps) {
  const reading = readingOf(props.reader);
  const { words } = reading;
  const { conversation, form, problem } = props;
  return (
    <ReadingProvider value={reading}>
      <Page icon={props.icon} title={words.t(plainFormTitle(form))}>
        <section class="panel">
          <form
            class="fields"
            method="post"
            encType={form.is === "attach" ? "multipart/form-data" : undefined}
          >
            {form.is === "edit" && <EditFields {...form} />}
            {form.is === "later" && <LaterFields {...form} />}
            {form.is === "attach" && <AttachFields {...form} />}
            {form.is === "vanish" && <VanishFields conversation={conversation} />}
            {form.is === "move" && <MoveFields {...form} />}
            {form.is === "delete" && <Deleted text={form.text} />}
            {form.is === "forward" && <Typed {...form} name="to" value={form.to} />}
            {form.is === "bookmark" && <Typed {...form} name="note" value={form.note} />}
            {problem !== undefined && <FormError>{problem}</FormError>}
            <div class="row">
              <Buttons form={form} />
              <a class="button" href={conversationPath(conversation)}>
                {conversationMention(words, conversation)}
              </a>
            </div>
          </form>
        </section>
      </Page>
    </ReadingProvider>
  );
}

function Buttons({ form }: { form: PlainForm }) {
  const { words } = useReading();
  if (form.is === "delete") {
    return <button type="submit" class="button danger">{words.t("message.delete")}</button>;
  }
  if (form.is === "move") {
    if (form.rooms.length === 0) return null;
    return <button type="submit" class="button primary">{words.t("move.do")}</button>;
  }
  if (form.is === "forward") {
    return <button type="submit" class="button primary">{words.t("forward.send")}</button>;
  }
  if (form.is === "bookmark") {
    return (
      <button type="submit" class="button primary" name="on" value="on">
        {words.t("act.bookmark")}
      </button>
    );
  }
  if (form.is !== "later") {
    const label = form.is === "attach" ? "composer.send" : "later.save";
    return <button type="submit" class="button primary">{words.t(label)}</button>;
  }
  return (
    <>
      {!form.message && (
        <button type="submit" class="button primary" name="do" value="send">
          {words.t("later.schedule")}
        </button>
      )}
      <button type="submit" class="button" name="do" value="remind">
        {words.t("later.remind")}
      </button>
    </>
  );
}

function Text({ label, text, required }: { label: string; text: string; required: boolean }) {
  return (
    <div class="input">
      <label for="plain-text">{label}</label>
      <textarea id="plain-text" name="text" rows={5} dir="auto" required={required}>
        {text}
      </textarea>
    </div>
  );
}

function EditFields({ text, version, now }: Extract<PlainForm, { is: "edit" }>) {
  const { words } = useReading();
  return (
    <>
      <input type="hidden" name="version" value={version} />
      {now !== undefined && <blockquote dir="auto">{now}</blockquote>}
      <Text label={words.t("later.words")} text={text} required />
    </>
  );
}

function LaterFields({ text, at, id, message }: Extract<PlainForm, { is: "later" }>) {
  const { words, times, now, preferences: { timeZone } } = useReading();
  const here = words.t("later.zone", { time: times.time(now), city: cityOf(timeZone) });
  return (
    <>
      <input type="hidden" name="id" value={id} />
      {!message && <Text label={words.t("later.words")} text={text} required />}
      <div class="input">
        <label for="plain-at">{words.t("later.when")}</label>
        <input
          id="plain-at"
          type="datetime-local"
          name="at"
          required
          min={fieldOf(now, timeZone)}
          max={fieldOf(now + LATER_WITHIN_MS, timeZone)}
          value={fieldOf(at, timeZone)}
          aria-describedby="plain-zone"
        />
        <small id="plain-zone">
          {here} <a href={PATHS.timeZone}>{words.t("later.zone-change")}</a>
        </small>
      </div>
    </>
  );
}

function AttachFields({ text, alt, id, after, most }: Extract<PlainForm, { is: "attach" }>) {
  const { words, preferences: { locale } } = useReading();
  return (
    <>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="after" value={after} />
      <div class="input">
        <label for="plain-file">{words.t("file.one")}</label>
        <input
          id="plain-file"
          type="file"
          name="file"
          required
          aria-describedby="plain-file-hint"
        />
        <small id="plain-file-hint">
          {words.t("file.one-hint", { most: bytesText(locale, most) })}
        </small>
      </div>
      <div class="input">
        <label for="plain-alt">{words.t("file.alt-plain")}</label>
        <input id="plain-alt" name="alt" maxLength={ALT_LENGTH} dir="auto" value={alt} />
      </div>
      <Text label={words.t("later.words")} text={text} required={false} />
    </>
  );
}

function Deleted({ text }: { text: string }) {
  const { words } = useReading();
  return (
    <>
      {text !== "" && <blockquote dir="auto">{text}</blockquote>}
      <p>{words.t("message.delete-text")}</p>
    </>
  );
}

/** One line about a message. */
function Typed({ text, name, value }: { text: string; name: "to" | "note"; value: string }) {
  const { words } = useReading();
  return (
    <>
      {text !== "" && <blockquote dir="auto">{text}</blockquote>}
      <div class="input">
        <label for="plain-typed">
          {words.t(name === "to" ? "forward.label" : "bookmark.note")}
        </label>
        <input
          id="plain-typed"
          name={name}
          value={value}
          required={name === "to"}
          dir="auto"
          aria-invalid
        />
        {name === "note" && <small>{words.t("bookmark.note-hint")}</small>}
      </div>
    </>
  );
}

function VanishFields({ conversation: { vanishMs } }: { conversation: ConversationSummary }) {
  const { words } = useReading();
  return (
    <div class="input">
      <label for="plain-after">{words.t("vanish.after")}</label>
      <select id="plain-after" name="after">
        <option value="" selected={vanishMs === undefined}>{words.t("vanish.never")}</option>
        {offeredVanishing(vanishMs).map((ms) => (
          <option key={ms} value={ms} selected={ms === vanishMs}>{spanOf(words.locale, ms)}</option>
        ))}
      </select>
      <small>{words.t("vanish.hint")}</small>
    </div>
  );
}
