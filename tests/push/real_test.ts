import { assertEquals } from "@std/assert";
import { runServer } from "../support/running.ts";
import { enter } from "../support/talker.ts";
import { servePushService } from "../support/push_service.ts";

Deno.test("push - a server reaches a push service that its operator names", async () => {
  const { service, host, stop } = servePushService();
  const server = await runServer({ PALABRE_PUSH_HOSTS: host });
  try {
    const token = await enter(server.url, "awa");
    const ask = async (method: string, path: string, json?: object) => {
      const response = await fetch(`${server.url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        ...(json && { body: JSON.stringify(json) }),
      });
      return await response.json();
    };
    const { id } = await ask("POST", "/me/devices", await service.subscribe("phone"));
    assertEquals(await ask("POST", `/me/devices/${id}/try`), { is: "taken", status: 201 });
    assertEquals(service.received.map(({ payload }) => payload.web_push), [8030]);
    const foreign = { ...await service.subscribe("x"), endpoint: "https://fcm.googleapis.com/x" };
    assertEquals((await ask("POST", "/me/devices", foreign)).code, "invalid");
  } finally {
    await server.close();
    await stop();
  }
});
