import { assertEquals, assertRejects } from "@std/assert";
import { callApi } from "../../../../islands/room/overlays/api.ts";
import { Refused } from "../../../../lib/client/model.ts";
import { Lost } from "../../../../lib/client/requests.ts";

/** Runs while the network answers like this. */
async function answered(by: () => Promise<Response>, run: () => Promise<unknown>): Promise<void> {
  const real = globalThis.fetch;
  globalThis.fetch = by;
  try {
    await run();
  } finally {
    globalThis.fetch = real;
  }
}

const response = (body: string, status: number) => () =>
  Promise.resolve(new Response(body, { status }));

Deno.test("api - what the server refuses is told in its words", async () => {
  await answered(response("", 200), () => callApi("/x", {}));
  const problem = JSON.stringify({ code: "forbidden", detail: "Not here." });
  await answered(response(problem, 403), async () => {
    const refusal = await assertRejects(() => callApi("/x", {}), Refused);
    assertEquals(refusal.error, { code: "forbidden", message: "Not here." });
  });
});

Deno.test("api - no answer, and an answer that is not ours, are told as lost", async () => {
  const away = () => Promise.reject(new TypeError("Failed to fetch"));
  for (
    const by of [away, response("<h1>Bad gateway</h1>", 502), response(`{"error":"busy"}`, 503)]
  ) {
    await answered(by, () => assertRejects(() => callApi("/x", {}), Lost));
  }
});
