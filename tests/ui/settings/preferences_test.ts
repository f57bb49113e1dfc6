import { assertEquals } from "@std/assert";
import { hoursOf, type Preferences } from "../../../lib/ui/settings/preferences.ts";
import {
  preferencesCookie,
  readerClockOf,
  readPreferences,
} from "../../../lib/ui/settings/preferences_cookie.ts";

const liked: Preferences = {
  locale: "fr",
  theme: "dark",
  density: "compact",
  arrivals: "none",
  clock: "12",
  browserClock: 24,
  timeZone: "Africa/Abidjan",
};

Deno.test("preferences - what the cookie keeps is read back", () => {
  const cookie = preferencesCookie(liked).split(";")[0];
  assertEquals(readPreferences(`a=b; ${cookie}; c=d`, "es"), liked);
});

Deno.test("preferences - without a cookie the browser's language decides", () => {
  assertEquals(readPreferences(undefined, "es,en;q=0.5"), {
    locale: "es",
    theme: "system",
    density: "comfortable",
    arrivals: "small",
    clock: "system",
    browserClock: 24,
    timeZone: "UTC",
  });
});

Deno.test("preferences - the clock that was chosen counts, else the browser's", () => {
  assertEquals(hoursOf(liked), 12);
  assertEquals(hoursOf({ clock: "24", browserClock: 12 }), 24);
  assertEquals(hoursOf({ clock: "system", browserClock: 12 }), 12);
  const cookie = preferencesCookie({ ...liked, clock: "system" });
  assertEquals(readerClockOf(cookie), { timeZone: "Africa/Abidjan", hours: 24 });
  assertEquals(readerClockOf("palabre-view=locale=fr&clock=12"), undefined, "no browser has told");
});

Deno.test("preferences - a forged cookie gives what nobody chose", () => {
  const forged = "palabre-view=locale=%3Cx%3E&theme=pink&density=&zone=Nowhere/Land";
  assertEquals(readPreferences(forged), readPreferences(undefined));
});
