import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { CatalogOf } from "../lib/i18n/catalog.ts";
import type { Locale } from "../lib/i18n/locale.ts";
import type { en } from "../lib/i18n/offline/en.ts";
import type { RoomPageProps } from "../lib/ui/pages/props.ts";
import { BrandMark } from "../lib/ui/elements/brand_mark.tsx";
import { PATHS } from "../lib/ui/paths.ts";
import { ready, RoomApp } from "./room_app.tsx";
import { reportFault } from "./report_fault.ts";

/** A page that the server alone has is asked for again so often. */
const LOOK_EVERY_MS = 15_000;

/** What the page says by itself, in one language. */
export type OfflineWords = CatalogOf<typeof en>;

/** The page is the same for everybody: it has its words in all languages. */
export interface OfflineAppProps {
  words: Record<Locale, OfflineWords>;
}

/**
 * What is to be drawn: `nothing` is kept, or not yet read, or the address is of a page that the server
 * alone has, or the chat as it was last.
 */
type Drawn = "reading" | "nothing" | "elsewhere" | {
  App: ComponentType<RoomPageProps>;
  props: RoomPageProps;
};

/**
 * The chat without a connection: what a service worker opens where the server does not answer. It draws
 * what this device keeps, and is the chat itself once there is a connection.
 */
export function OfflineApp({ words }: OfflineAppProps) {
  const [drawn, setDrawn] = useState<Drawn>("reading");
  const [locale, setLocale] = useState<Locale>("en");
  useEffect(() => {
    setLocale(localeOf(words));
    openKept().then((kept) => setDrawn(kept ?? "nothing"), (error) => {
      setDrawn("nothing"); // no storage: nothing is kept
      reportFault(error);
    });
  }, []);
  useEffect(() => drawn === "elsewhere" || drawn === "nothing" ? loadWhenBack() : undefined, [
    drawn,
  ]);
  if (typeof drawn === "object") return <drawn.App {...drawn.props} />;
  const said = words[locale];
  const opening = drawn === "reading";
  return (
    <div class="door">
      <main>
        <header>
          <BrandMark />
          {!opening && <h1>{said.title}</h1>}
          <p class="quiet" role="status">
            {opening ? said.opening : drawn === "elsewhere" ? said.elsewhere : said.text}
          </p>
        </header>
        {!opening && (
          <button
            type="button"
            class="button primary wide"
            onClick={() => location.reload()}
          >
            {said.again}
          </button>
        )}
        {drawn === "elsewhere" && <a class="button wide" href={PATHS.home}>{said.chat}</a>}
      </main>
    </div>
  );
}

async function openKept(): Promise<Drawn | undefined> {
  const { readKept } = await import("./room/offline/read_kept.ts");
  const props = await readKept();
  if (!props) return undefined;
  if (needsServer(props)) return "elsewhere";
  await ready();
  return { App: RoomApp, props };
}

/** Whether the address leads neither to the list, nor to a conversation that is kept. */
function needsServer({ snapshot }: RoomPageProps): boolean {
  const { pathname } = location;
  return snapshot.open === undefined && pathname !== PATHS.home && pathname !== PATHS.inbox;
}

/** Loads the page that the server has, as soon as it answers again. Returns how to stop. */
function loadWhenBack(): () => void {
  const look = () =>
    void fetch("/healthz", { cache: "no-store" }).then(({ ok }) => {
      if (ok) location.reload();
    }, () => {}); // not yet
  const looking = setInterval(look, LOOK_EVERY_MS);
  addEventListener("online", look);
  return () => {
    clearInterval(looking);
    removeEventListener("online", look);
  };
}

/** The browser says which language it is read in. */
function localeOf(words: OfflineAppProps["words"]): Locale {
  const known = Object.keys(words) as Locale[];
  const wanted = navigator.languages.map((language) => language.split("-")[0]);
  return wanted.flatMap((one) => known.find((locale) => locale === one) ?? [])[0] ?? "en";
}
