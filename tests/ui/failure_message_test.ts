import { assertEquals, assertThrows } from "@std/assert";
import { Refused } from "../../lib/client/model.ts";
import { Lost } from "../../lib/client/requests.ts";
import { CATALOGS } from "../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import { failureMessage } from "../../lib/ui/failure_message.ts";

const said = (error: unknown) => failureMessage(translatorOf("en", CATALOGS.en), error);

Deno.test("failures - the server's words are said as they are, the client's own have some", () => {
  assertEquals(said(new Refused({ code: "forbidden", message: "Not here." })), "Not here.");
  assertEquals(
    said(new Refused({ code: "too-long", message: "" })),
    CATALOGS.en["failure.too-long"],
  );
  assertEquals(
    said(new Refused({ code: "rate-limited", message: "" })),
    CATALOGS.en["failure.outbox-full"],
  );
  assertEquals(
    said(new Refused({ code: "internal", message: "" })),
    CATALOGS.en["message.not-sent"],
  );
  assertEquals(said(new Lost("Not connected")), CATALOGS.en["failure.lost"]);
});

Deno.test("failures - what nobody foresaw is not told, and not swallowed", () => {
  assertEquals(said(new Lost("")), CATALOGS.en["failure.lost"]);
  assertThrows(() => said(new TypeError("a bug")), TypeError);
});
