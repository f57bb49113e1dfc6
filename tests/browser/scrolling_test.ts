import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { createLog } from "../../lib/log/create_log.ts";
import { openKv } from "../../lib/kv/open_kv.ts";
import { systemClock as clock, systemRandom as random } from "../../lib/runtime/clock.ts";
import { Bot } from "../support/bot.ts";
import { browserTests, type Visit } from "../support/browser.ts";
import { silentLogger } from "../support/loggers.ts";
import { allIsRead, becomes, eventually, register, said } from "../support/visitor.ts";

const browserTest = browserTests();

/** Scrollers stand at whole pixels and rows at parts of one. */
const MOVED_PX = 2;
/** Older history is loaded when its end comes this close (scroll_keeper.ts). */
const NEAR_PX = 800;
const TOTAL = 600;

const timeline = (page: Page) => page.locator(".timeline");
const below = (page: Page) => timeline(page).evaluate((it) => Math.abs(it.scrollTop));
const above = (page: Page) =>
  timeline(page).evaluate((it) => it.scrollHeight - it.clientHeight - Math.abs(it.scrollTop));
const toTop = (page: Page) =>
  timeline(page).evaluate((it) => it.scrollTo({ top: -it.scrollHeight, behavior: "instant" }));

/** The number of the first line in the document. */
async function firstLine(page: Page): Promise<number> {
  const text = await page.locator(".message .bubble").first().innerText();
  return Number(/line (\d+)\./.exec(text)?.[1]);
}

const topOf = (page: Page, line: string) =>
  said(page, line).evaluate((it) => it.getBoundingClientRect().top);

async function longHistory(page: Page, url: string): Promise<Bot> {
  const bot = await Bot.enter(url, "Diego");
  await bot.talk(TOTAL);
  await register(page, "Awa");
  await said(page, `line ${TOTAL}.`).waitFor();
  await allIsRead(page);
  return bot;
}

browserTest(
  "scrolling - at the top one page comes, and what is read stays in its place",
  async (visit) => {
    const { page } = await visit.device();
    const bot = await longHistory(page, visit.url);
    // Beyond the rows that a page may have, too.
    for (let oldest = await firstLine(page); oldest > 1;) {
      const { line, y } = await timeline(page).evaluate((it) => {
        it.scrollTo({ top: -it.scrollHeight, behavior: "instant" });
        const first = it.querySelector<HTMLElement>(".message .bubble");
        const [line = ""] = /line \d+\./.exec(first?.innerText ?? "") ?? [];
        return { line, y: first?.getBoundingClientRect().top ?? NaN };
      });
      oldest = Number(/\d+/.exec(line)?.[0]);
      if (oldest === 1) break; // the last slice of a page came before this look
      const now = await eventually(() => firstLine(page), (now) => now < oldest);
      const moved = await topOf(page, line) - y;
      assert(Math.abs(moved) < MOVED_PX, `${line} moved by ${moved}`);
      // Else the next page would follow by itself.
      if (now > 1) await eventually(() => above(page), (px) => px > NEAR_PX);
      oldest = now;
    }
    await toTop(page);
    await page.getByText("This is the beginning of #general").waitFor();
    await bot.close();
  },
);

browserTest("scrolling - End goes to the end, from wherever Home led", async (visit) => {
  const { page } = await visit.device();
  const bot = await longHistory(page, visit.url);
  for (let oldest = await firstLine(page); oldest > 100;) {
    await timeline(page).press("Home"); // the composer may have taken the focus
    oldest = await eventually(() => firstLine(page), (now) => now < oldest || now === 1);
  }
  await timeline(page).press("End");
  await said(page, `line ${TOTAL}.`).waitFor();
  await becomes(() => below(page), 0);
  await becomes(() => page.locator(".to-latest").count(), 0);
  await bot.close();
});

/** Messages with as much as people can do with them, as they stand in a log. */
async function richHistory(visit: Visit, total: number): Promise<void> {
  await visit.kill();
  const kv = await openKv(`${visit.folder}/palabre.kv`, {
    clock,
    random,
    logger: silentLogger,
  });
  const log = createLog({ kv, clock, random, logger: silentLogger, onCommitted() {} });
  const kinds = [..."😀😃😄😁😆😅🤣😂🙂🙃😉😊😇🥰😍🤩😘😗😚😙"];
  await Promise.all(Array.from({ length: total }, (_, n) => {
    const [id, by] = [random.uuid(), `writer-${n % 3}`];
    const draft = {
      kind: "message" as const,
      id,
      text: `line ${n + 1}.`,
      reactions: Object.fromEntries(kinds.map((emoji) => [emoji, { count: 12, by: [by] }])),
      replies: { count: 50, at: clock.now(), last: n, by: [by] },
      ...(n > 10 && { replyTo: n - 10 }),
    };
    return log.append({ conversation: "general", by, id, after: 0, draft });
  }));
  await log.drain();
  kv.close();
  await visit.start();
}

/** Less than what is loaded beyond the window, even twice: a turn of the wheel is never cut short. */
const SMALL_TURN_PX = 350;

/** Turns the wheel until this line is drawn: in haste, or by as much as there is to see. */
async function wheelTo(page: Page, way: 1 | -1, line: number, hasty: boolean): Promise<void> {
  const last = page.locator(".bubble > p", { hasText: RegExp(`^line ${line}\\.$`) });
  const isThere = async () => await last.count() === 1;
  const isRoom = async () => await (way < 0 ? above(page) : below(page)) >= NEAR_PX;
  await eventually(async () => {
    if (!hasty) await becomes(async () => await isThere() || await isRoom(), true);
    if (!hasty && !await isRoom()) return await isThere(); // the end would cut a turn short
    await page.mouse.wheel(0, way * (hasty ? 800 : SMALL_TURN_PX));
    return await isThere();
  }, (there) => there);
}

browserTest(
  "scrolling - where people did much with each message, fewer rows are drawn, and no picture shows one moved but by the hand",
  async (visit) => {
    await richHistory(visit, 200);
    const { page } = await visit.device();
    await register(page, "Awa");
    await said(page, "line 200.").first().waitFor();
    const box = await timeline(page).boundingBox();
    assert(box);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    for (const hasty of [true, false]) {
      for (const [way, end] of [[-1, 1], [1, 200]] as const) {
        await page.evaluate(watchPlace);
        await wheelTo(page, way, end, hasty);
        const { moves, rows } = await page.evaluate(() => watchedPlace());
        assert(rows > 50 && rows < 250, `${rows} rows`);
        assert(moves.length > 0, "nothing moved");
        assertEquals(moves.filter((px) => px * way > MOVED_PX), [], "moved against the hand");
        // In haste it may come to what is not loaded yet, and be cut short.
        const turns = (px: number) => Math.round(px / SMALL_TURN_PX) * SMALL_TURN_PX;
        const others = moves.filter((px) => Math.abs(px - turns(px)) > MOVED_PX);
        if (!hasty) assertEquals(others, [], "moved by more or less than the hand did");
      }
    }
  },
);

declare function watchedPlace(): { moves: number[]; rows: number };

/**
 * Runs in the page: by how many pixels a row in sight moved from one picture to the next, and rows. Places are
 * those in the picture, which an observer of intersections tells: what is asked for before, as a callback
 * of the picture begins, may be put right in the same picture.
 */
function watchPlace(): void {
  let [rows, frame] = [0, 0];
  const moves: number[] = [];
  let seen: IntersectionObserverEntry[] = [];
  let held: { row: Element; top: number } | undefined;
  const observer = new IntersectionObserver((entries) => seen.push(...entries));
  const judge = () => {
    const picture = [...seen, ...observer.takeRecords()];
    seen = [];
    if (picture.length === 0) return;
    rows = Math.max(rows, picture.length);
    const now = picture.find(({ target }) => target === held?.row);
    const moved = now && held ? now.boundingClientRect.top - held.top : 0;
    if (moved !== 0) moves.push(moved);
    const first = picture.find(({ boundingClientRect }) => boundingClientRect.top > 100);
    held = first && { row: first.target, top: first.boundingClientRect.top };
  };
  const look = () => {
    judge();
    observer.disconnect();
    for (const row of document.querySelectorAll(".timeline .message")) observer.observe(row);
    frame = requestAnimationFrame(look);
  };
  look();
  Object.assign(globalThis, {
    watchedPlace() {
      cancelAnimationFrame(frame);
      judge();
      observer.disconnect();
      return { moves, rows };
    },
  });
}
