import type { AccountWords } from "../../i18n/catalogs.ts";
import type { en } from "../../i18n/account/en.ts";
import { type Translator, translatorOf } from "../../i18n/translator.ts";
import type { Person } from "../../protocol/events.ts";
import { deviceText } from "../account/device_text.ts";
import { QrCode } from "../elements/qr_code.tsx";
import { TextField } from "../elements/text_field.tsx";
import { PATHS } from "../paths.ts";
import { type Reading, readingOf, ReadingProvider } from "../reading.ts";
import { leadsToThisMachine } from "../this_machine.ts";
import { Page } from "./page.tsx";
import type { PageProps } from "./props.ts";
import { Said } from "../elements/said.tsx";

/** What the page is about: the code that is asked for, a device that asks, or what came of it. */
export type PairStep =
  | { is: "code"; typed: string; problem?: string }
  | {
    is: "asked";
    userCode: string;
    device: string;
    address: string;
    near: boolean;
    askedAt: number;
  }
  | { is: "done" | "declined" };

export interface PairPageProps extends PageProps {
  words: AccountWords;
  me: Person;
  step: PairStep;
  /** The address of the page that shows a code, for a phone. */
  phone: string;
}

/** Lets a device in that shows a code (RFC 8628, 3.3). Needs no script. */
export function PairPage({ me, step, phone, words: catalog, ...props }: PairPageProps) {
  const reading = readingOf(props.reader);
  const words = translatorOf<typeof en>(props.reader.preferences.locale, catalog);
  return (
    <ReadingProvider value={reading}>
      <Page icon={props.icon} title={words.t("pair.title")}>
        <section class="panel">
          {step.is === "code" && <CodeForm words={words} phone={phone} {...step} />}
          {step.is === "asked" && <Answer words={words} reading={reading} me={me} {...step} />}
          {(step.is === "done" || step.is === "declined") && (
            <Said class="fields">
              <span>
                {step.is === "declined"
                  ? words.t("pair.declined")
                  : words.t("pair.done", { name: me.name })}{" "}
                <a class="link" href={`${PATHS.account}#sessions`}>{words.t("sessions.title")}</a>
              </span>
            </Said>
          )}
        </section>
      </Page>
    </ReadingProvider>
  );
}

function CodeForm(
  { words, typed, problem, phone }:
    & Extract<PairStep, { is: "code" }>
    & { words: Translator<typeof en>; phone: string },
) {
  return (
    <>
      <form class="fields" method="get" action={PATHS.pair}>
        <TextField
          name="code"
          label={words.t("pair.code")}
          hint={words.t("pair.text")}
          autocomplete="off"
          required
          focus
          defaultValue={typed}
          error={problem}
        />
        <div class="row">
          <button type="submit" class="button primary">{words.t("pair.look")}</button>
        </div>
      </form>
      <div class="fields pair-phone">
        <QrCode text={phone} label={words.t("pair.qr")} />
        <p class="quiet small">
          {words.t(leadsToThisMachine(phone) ? "pair.local" : "pair.phone")}
        </p>
      </div>
    </>
  );
}

function Answer(
  { words, reading: { times }, me, userCode, device, address, near, askedAt }:
    & Extract<PairStep, { is: "asked" }>
    & { words: Translator<typeof en>; reading: Reading; me: Person },
) {
  return (
    <form class="fields" method="post" action={PATHS.pair}>
      <input type="hidden" name="code" value={userCode} />
      <p>{words.t("pair.check")}</p>
      <p class="pair-code">{userCode}</p>
      <dl class="pair-facts">
        <dt>{words.t("pair.device")}</dt>
        <dd dir="auto">{deviceText(words, device)}</dd>
        <dt>{words.t("pair.from")}</dt>
        <dd>{near ? words.t("pair.near", { address }) : address}</dd>
        <dt>{words.t("pair.asked")}</dt>
        <dd>{times.time(askedAt)}</dd>
      </dl>
      <p>{words.t("pair.as", { name: me.name })}</p>
      <p>{words.t("pair.warning")}</p>
      <div class="row">
        <button type="submit" class="button primary" name="answer" value="yes">
          {words.t("pair.yes")}
        </button>
        <button type="submit" class="button" name="answer" value="no">{words.t("pair.no")}</button>
      </div>
    </form>
  );
}
