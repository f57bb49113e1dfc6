import { assert, assertEquals } from "@std/assert";
import type { HttpContext } from "../../lib/http/environment.ts";
import { readUpload } from "../../routes/pages/upload_form.ts";

const TYPE = "multipart/form-data; boundary=b";

/** A form of an unsaid length, which comes in chunks of so many bytes. */
function formIn(parts: readonly string[], chunk: number): HttpContext {
  const bytes = new TextEncoder().encode(parts.join(""));
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(out) {
      for (let n = 0; n < 500; n++) {
        if (at >= bytes.length) return out.close();
        out.enqueue(bytes.subarray(at, at += chunk));
      }
    },
  });
  const raw = new Request("http://localhost/", {
    method: "POST",
    body,
    headers: { "content-type": TYPE },
  });
  const header = (name: string) => raw.headers.get(name) ?? undefined;
  return { req: { raw, header, formData: () => raw.formData() } } as unknown as HttpContext;
}

const part = (head: string, text: string) =>
  `--b\r\nContent-Disposition: form-data; name=${head}\r\n\r\n${text}\r\n`;

Deno.test("a form with a file - what is typed before and behind one that is too large stays, in chunks of any size", async () => {
  const file = part('"file"; filename="a.bin"', "x".repeat(600_000));
  const parts = [part('"text"', "before"), file, part('"alt"', "behind"), "--b--\r\n"];
  for (const chunk of [1, 1_000, 64 * 1024, 1 << 20]) {
    const started = performance.now();
    const { form, tooLarge } = await readUpload(formIn(parts, chunk), 1_000);
    const ms = performance.now() - started;
    assertEquals([tooLarge, form.get("text"), form.get("alt")], [true, "before", "behind"]);
    assertEquals(form.has("file"), false);
    // Each byte is looked at once: by the square, one at a time would take minutes.
    assert(ms < 15_000, `chunks of ${chunk}: ${Math.round(ms)} ms`);
  }
});
