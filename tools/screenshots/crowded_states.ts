import type { State } from "./state.ts";

/** Screenshots of a community with 60 rooms and 200 people. */
export const CROWDED_STATES: readonly State[] = [
  { name: "crowd-room", viewer: "awa", path: "/rooms/garden", crowded: true },
  {
    name: "crowd-topic",
    viewer: "awa",
    path: "/rooms/garden",
    crowded: true,
    stage: ({ page }) => page.locator(".head summary").click(),
  },
  {
    name: "crowd-print",
    viewer: "awa",
    path: "/rooms/garden",
    crowded: true,
    from: 1000,
    stage: ({ page }) => page.emulateMedia({ media: "print" }),
  },
  {
    name: "crowd-filter",
    viewer: "awa",
    path: "/rooms/garden",
    crowded: true,
    from: 705,
    async stage({ page }) {
      await page.locator(".sidebar").focus();
      await page.keyboard.type("ma");
    },
  },
  {
    name: "crowd-rooms-dialog",
    viewer: "awa",
    path: "/rooms/general",
    crowded: true,
    from: 705,
    async stage({ page }) {
      await page.locator('.lists a[href="/rooms"]').click();
      await page.locator("dialog .rooms-list li").first().waitFor();
    },
  },
  {
    name: "crowd-list",
    viewer: "awa",
    path: "/",
    crowded: true,
    async stage({ page, connection }) {
      await connection.online;
      if (await page.locator(".list-tabs").isVisible()) {
        await page.locator(".last").first().waitFor();
      }
    },
  },
  {
    name: "crowd-members",
    viewer: "awa",
    path: "/rooms/general",
    crowded: true,
    upTo: 1088,
    stage: ({ page }) => page.locator("#show-members").click(),
  },
  { name: "crowd-general", viewer: "awa", path: "/rooms/general", crowded: true },
  { name: "crowd-rooms", viewer: "awa", path: "/rooms", crowded: true },
  {
    name: "crowd-person",
    viewer: "awa",
    path: "/rooms/garden",
    crowded: true,
    from: 705,
    async stage({ page }) {
      await page.locator(".brand .icon-button").click();
      await page.locator("#field-asked").pressSequentially("no");
      await page.locator(".people-found li").first().waitFor();
    },
  },
];
