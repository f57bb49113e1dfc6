import { spanOf } from "../../i18n/spans.ts";
import { DoorFrame } from "../door/door_frame.tsx";
import { PATHS, roomActionPath } from "../paths.ts";
import { readingOf, ReadingProvider, useReading } from "../reading.ts";
import type { ErrorPageProps } from "./props.ts";

/** An error page with a link onwards. Works without scripts. */
export function ErrorPage({ reader, kind, message, until, here, join, appeal }: ErrorPageProps) {
  const reading = readingOf(reader);
  const { words } = reading;
  const leftMs = until === undefined ? 0 : until - reader.now;
  const out = kind === "banned" || kind === "kicked";
  // “You are banned” is the title already.
  const saysMore = message !== undefined && message !== `${words.t(`error.${kind}.title`)}.`;
  const temporary = kind === "unavailable" || kind === "internal";
  return (
    <ReadingProvider value={reading}>
      <DoorFrame
        title={words.t(`error.${kind}.title`)}
        lead={
          <>
            <p class="quiet">{saysMore ? message : words.t(`error.${kind}.text`)}</p>
            {leftMs > 0 && (
              <p class="countdown" role="timer">
                {words.t("banner.back-in", { left: spanOf(words.locale, leftMs) })}
              </p>
            )}
          </>
        }
        language={{ next: here ?? PATHS.home }}
      >
        {join !== undefined && (
          <form method="post" action={roomActionPath(join, "join")}>
            <button type="submit" class="button primary wide">
              {words.t("door.join-room", { room: join })}
            </button>
          </form>
        )}
        {appeal && <Appealing {...appeal} />}
        {out && <a class="button wide" href={PATHS.signOut}>{words.t("banner.other-account")}</a>}
        {!out && (
          <a
            class={join === undefined ? "button primary wide" : "button wide"}
            href={temporary ? "" : PATHS.home}
          >
            {words.t(temporary ? "error.retry" : "error.home")}
          </a>
        )}
      </DoorFrame>
    </ReadingProvider>
  );
}

/** Who was sent out or muted says once why that was wrong, and reads what was answered. */
export function Appealing(
  { may, said, answer, lifted, typed, problem }: NonNullable<ErrorPageProps["appeal"]>,
) {
  const { words } = useReading();
  if (said !== undefined) {
    return (
      <div class="input">
        <p>{words.t("appeal.said")}</p>
        <q dir="auto">{said}</q>
        <p role="status">
          {answer === undefined
            ? words.t("appeal.waits")
            : answer === ""
            ? !lifted && words.t("appeal.kept")
            : words.t("appeal.answered", { words: answer })}
        </p>
      </div>
    );
  }
  return !may ? null : (
    <form method="post" action={PATHS.appeal} class="fields">
      <div class="input">
        <label for="appeal">{words.t("appeal.label")}</label>
        <textarea
          id="appeal"
          name="words"
          rows={4}
          dir="auto"
          required
          maxLength={500}
          defaultValue={typed}
          aria-invalid={problem ? "true" : undefined}
          aria-describedby="appeal-hint"
        />
        {problem
          ? <span class="error" role="alert" id="appeal-hint">{problem}</span>
          : <small id="appeal-hint">{words.t("appeal.hint")}</small>}
      </div>
      <button type="submit" class="button primary wide">{words.t("appeal.send")}</button>
    </form>
  );
}
