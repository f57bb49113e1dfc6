// A community that wants previews of links, and a site that they come from.
import { assert, assertEquals } from "@std/assert";
import { FetchError, type GuardedFetch } from "../../lib/net/guarded_fetch.ts";
import type { ShrinkPicture } from "../../lib/previews/shrink.ts";
import type { LogEvent, MessageEvent } from "../../lib/protocol/events.ts";
import { type Community, communityTest, type Place, type Somebody } from "./community.ts";
import { picture } from "./pictures.ts";

export const PLOT = "https://orchard.example/plot";
export const PRESS = "https://orchard.example/press";
export const MINUTE_MS = 60_000;

/** A site that has a page at each address but `/silent`, all with one picture, and what was asked of it. */
export class Site {
  readonly asked: string[] = [];
  /** More in the head of pages. */
  head = "";
  /** Called before a page is given. */
  meanwhile: () => Promise<unknown> = () => Promise.resolve();

  readonly fetch: GuardedFetch = async ({ url, mayCall }) => {
    const { hostname, pathname } = new URL(url);
    if (mayCall?.(hostname) === false) throw new FetchError("address", "not now");
    this.asked.push(url);
    await this.meanwhile();
    if (pathname === "/silent") throw new FetchError("time", "no answer");
    const [body, type] = pathname === "/picture.png"
      ? [picture("image/png"), "image/png"] as const
      : [new TextEncoder().encode(page(pathname.slice(1)) + this.head), "text/html"] as const;
    return { status: 200, headers: new Headers({ "content-type": type }), body, url };
  };

  /** How often pages were asked for. */
  get pages(): number {
    return this.asked.filter((url) => !url.endsWith(".png")).length;
  }
}

function page(name: string): string {
  return `<title>The ${name}</title><meta property="og:image" content="/picture.png">
    <meta name="description" content="All of the ${name}">`;
}

/** As a thread would, within the turns of the test. */
export const shrink: ShrinkPicture = () =>
  Promise.resolve({ bytes: picture("image/png"), width: 6, height: 4 });

/** A test over a community that wants previews, and a site. */
export function previewTest(
  name: string,
  run: (here: Community, site: Site, boss: Somebody) => Promise<void>,
  instances = 2,
) {
  const site = new Site();
  communityTest(`link previews - ${name}`, instances, async (here) => {
    const boss = await here.person("boss", "administrator");
    const { status } = await here.api(here.one, boss, "PATCH", "/admin/settings", {
      previews: true,
    });
    assertEquals(status, 200);
    await here.pass(300);
    await run(here, site, boss);
  }, { calls: { fetch: site.fetch, shrink } });
}

export async function say(here: Community, who: Somebody, text: string, conversation = "general") {
  const message = { conversation, id: crypto.randomUUID(), text };
  const { seq } = await here.settled(here.one.instance.chat.post(who.actor, message));
  return seq;
}

export async function history(
  here: Community,
  place: Place,
  who: Somebody,
  conversation = "general",
) {
  const page = await here.settled(
    place.instance.chat.history(who.actor, { conversation, limit: 200 }),
  );
  return page.events;
}

export async function messageAt(
  here: Community,
  who: Somebody,
  seq: number,
  { place = here.places.at(-1)!, conversation = "general" }: {
    place?: Place;
    conversation?: string;
  } = {},
): Promise<MessageEvent> {
  const found = (await history(here, place, who, conversation)).find((one) => one.seq === seq);
  assert(found?.kind === "message");
  return found;
}

/** Waits for an event of previews. */
export async function previewed(
  here: Community,
  who: Somebody,
  seq: number,
  conversation = "general",
) {
  const isIt = (event: LogEvent) => event.kind === "preview" && event.target === seq;
  const before = (await history(here, here.one, who, conversation)).filter(isIt).length;
  for (let tries = 0; tries < 400; tries++) {
    await here.pass(200);
    const now = (await history(here, here.one, who, conversation)).filter(isIt).length;
    if (now > before) return await messageAt(here, who, seq, { conversation });
  }
  throw new Error("No preview came");
}

/** Lets pass in what a preview would have come. */
export async function nothingComes(here: Community, site: Site) {
  const before = site.asked.length;
  await here.pass(15_000);
  assertEquals(site.asked.length, before, "nothing was called");
}
