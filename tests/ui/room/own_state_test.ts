import { assertEquals } from "@std/assert";
import type { ConnectionState } from "../../../lib/client/model.ts";
import { ownState } from "../../../lib/ui/room/own_state.ts";

const outage = { since: 0 };

Deno.test("own state - here as the page comes alive, and as the server tells it", () => {
  const connections: ConnectionState[] = [
    { state: "idle" },
    { state: "connecting", attempt: 1, outage },
    { state: "syncing", outage },
    { state: "online" },
  ];
  for (const connection of connections) {
    assertEquals(ownState(connection, "offline"), "online", connection.state);
    assertEquals(ownState(connection, "away"), "away", connection.state);
  }
});

Deno.test("own state - grey without a connection, kicked or banned", () => {
  const connections: ConnectionState[] = [
    { state: "waiting", outage, retryAt: 1, attempt: 1 },
    { state: "connecting", attempt: 2, outage },
    { state: "ended", reason: "kicked", message: "", retryAt: 1 },
    { state: "ended", reason: "banned", message: "" },
  ];
  for (const connection of connections) {
    assertEquals(ownState(connection, "online"), "offline", connection.state);
  }
});
