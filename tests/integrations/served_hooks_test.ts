import { assertEquals } from "@std/assert";
import { runServer } from "../support/running.ts";
import { enlist } from "../support/talker.ts";

Deno.test("hooks - B2: a server takes what a service posts, without a cookie or an origin", async () => {
  const server = await runServer();
  try {
    const token = await enlist(server.url, "boss");
    const known = await server.instance.identity.authenticate(token);
    const { users } = server.instance;
    await users.update(known?.actor.user.id ?? "", (user) => ({ ...user, role: "administrator" }));
    const asked = async (path: string, body?: object) => {
      const response = await fetch(`${server.url}/api/v1${path}`, {
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        ...(body && { method: "POST", body: JSON.stringify(body) }),
      });
      return await response.json();
    };
    const { address } = await asked("/hooks", { name: "Pump", room: "general" });
    const posted = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json", origin: "https://service.example" },
      body: JSON.stringify({ text: "Tank *4* is low", username: "Watch" }),
    });
    assertEquals([posted.status, await posted.text()], [200, "ok"]);
    assertEquals(posted.headers.get("palabre-unshown"), "username");
    const { events } = await asked("/conversations/general/events");
    assertEquals(events.at(-1).text, "Tank **4** is low");
    const refused = await fetch(`${address}x`, { method: "POST", body: "hello" });
    assertEquals(refused.headers.get("content-type"), "application/problem+json");
    assertEquals([refused.status, (await refused.json()).code], [404, "unknown-conversation"]);
  } finally {
    await server.close();
  }
  assertEquals(server.reported.filter((line) => !line.startsWith("PALABRE_RATES")), []);
});
