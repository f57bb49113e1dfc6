import { assertEquals } from "@std/assert";
import { shownOrigin } from "../../lib/config/shown_origin.ts";
import { setupAnnouncement } from "../../routes/setup_link.ts";
import { readConfig } from "../../lib/config/config.ts";

const at = (host: string, origins: string[] = []) => shownOrigin({ host, port: 8000, origins });

Deno.test("shown origin - whoever is told an address is told one host, as the README names it", () => {
  for (const host of ["127.0.0.1", "::1", "0.0.0.0", "::"]) {
    assertEquals(at(host), "http://localhost:8000", host);
  }
  assertEquals(at("192.0.2.7"), "http://192.0.2.7:8000");
  assertEquals(at("fd00::7"), "http://[fd00::7]:8000");
  const origins = ["https://chat.example.org", "https://old.example.org"];
  assertEquals(at("0.0.0.0", origins), "https://chat.example.org", "where people reach it");
});

Deno.test("shown origin - the link for the first administrator begins with it", () => {
  const link = (env: Record<string, string>) =>
    setupAnnouncement(readConfig(env), "code").split("once: ")[1];
  assertEquals(link({}), "http://localhost:8000/setup?code=code");
  assertEquals(
    link({ PALABRE_ORIGINS: "https://chat.example.org" }),
    "https://chat.example.org/setup?code=code",
  );
  assertEquals(link({ DENO_DEPLOYMENT_ID: "x" }), "/setup?code=code", "which nobody is told there");
});
