import { assertEquals } from "@std/assert";
import { type Preferences, preferencesCookie, readPreferences } from "../../lib/ui/preferences.ts";

const liked: Preferences = {
  locale: "fr",
  theme: "dark",
  density: "compact",
  arrivals: false,
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
    arrivals: true,
    timeZone: "UTC",
  });
});

Deno.test("preferences - a forged cookie gives what nobody chose", () => {
  const forged = "palabre-view=locale=%3Cx%3E&theme=pink&density=&zone=Nowhere/Land";
  assertEquals(readPreferences(forged), readPreferences(undefined));
});
