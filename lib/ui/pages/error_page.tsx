import { Tree } from "../icons.tsx";
import { PATHS } from "../paths.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import { LanguageSwitch } from "../language_switch.tsx";
import type { ErrorPageProps } from "./props.ts";

/** What went wrong, and the way on. Needs no script. */
export function ErrorPage({ reader, kind, message }: ErrorPageProps) {
  const reading = readingOf(reader);
  const { words } = reading;
  const temporary = kind === "unavailable" || kind === "internal";
  return (
    <ReadingProvider value={reading}>
      <div class="door">
        <main>
          <header>
            <Tree />
            <h1>{words.t(`error.${kind}.title`)}</h1>
            <p class="quiet">{message ?? words.t(`error.${kind}.text`)}</p>
          </header>
          {kind !== "banned" && (
            <a class="button primary wide" href={temporary ? "" : PATHS.home}>
              {words.t(temporary ? "error.retry" : "error.home")}
            </a>
          )}
          <LanguageSwitch next={PATHS.home} />
        </main>
      </div>
    </ReadingProvider>
  );
}
