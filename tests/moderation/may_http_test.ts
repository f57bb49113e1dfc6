// Every operation of the API × every role and strangers × in the conversation or not, over HTTP.
import { assert, assertEquals } from "@std/assert";
import { ROLES } from "../../lib/protocol/events.ts";
import { type Community, communityTest } from "../support/community.ts";
import { caseOf } from "./http_case.ts";
import { OPERATIONS } from "./http_operations.ts";

async function operations(here: Community): Promise<string[]> {
  const { body } = await here.api(here.one, { address: "203.0.113.1" }, "GET", "/openapi.json");
  return Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`)
  );
}

communityTest("may - the table knows every operation of the API, and no other", 1, async (here) => {
  assertEquals(Object.keys(OPERATIONS).sort(), (await operations(here)).sort());
});

for (const who of [...ROLES, "stranger"] as const) {
  for (const isMember of [true, false]) {
    if (who === "stranger" && isMember) continue;
    communityTest(
      `may - over HTTP, ${who}, ${
        isMember ? "" : "not "
      }in the room: what the table says, and nothing else`,
      1,
      async (here) => {
        // Nobody makes more than a hundred rooms.
        const owners = [
          await here.person("owner"),
          await here.person("other owner"),
          await here.person("last owner"),
        ] as const;
        const keeper = await here.person("keeper", "administrator");
        await here.person("friend");
        let [n, told] = [0, 0];
        for (const operation of await operations(here)) {
          const row = OPERATIONS[operation];
          assert(row, operation);
          if (row.streams) continue;
          const owner = owners[n % owners.length] ?? owners[0];
          const c = await caseOf(here, { owner, keeper }, ++n);
          const asker = who === "stranger"
            ? { address: "203.0.113.2" }
            : await here.person(`asker ${n}`, who);
          if (isMember) {
            await here.settled(here.one.instance.chat.invite(owner.actor, {
              conversation: c.conversation,
              user: `asker ${n}`,
            }));
            const { conversation } = c;
            if ("actor" in asker) {
              await here.settled(here.one.instance.chat.join(asker.actor, { conversation }));
            }
          }
          const [method = "", path = ""] = operation.split(" ");
          const { log } = here.one.instance;
          const before = await log.heads([c.conversation]);
          const sent = row.json && await row.json(c);
          const target = row.path ? await row.path(c) : path;
          const answer = await here.api(here.one, asker, method, target, sent);
          const allowed = row.may(who, isMember);
          const said = `${operation}: ${answer.status} ${
            JSON.stringify(answer.body).slice(0, 200)
          }`;
          assertEquals(answer.status < 300, allowed, said);
          assert(allowed || [401, 403, 404].includes(answer.status), said);
          if (!allowed) assertEquals(await log.heads([c.conversation]), before, said);
          const echoed = JSON.stringify(sent ?? {}).includes(c.room) ? c.room : "no echo";
          const text = JSON.stringify(answer.body).replaceAll(echoed, "what was asked")
            .replace(/otpauth:[^"]*/, "one's own");
          // Administrators find and close any room, by its name alone.
          const named = who === "administrator" && operation.endsWith("/admin/rooms") ||
            who === "administrator" && operation.startsWith("PATCH /admin/rooms");
          const secret = named ? text.includes("secret t") : text.includes("secret");
          if (secret) told++;
          assert(!secret || isMember, `tells a secret: ${said}`);
          if (row.overAfterMs) await here.pass(row.overAfterMs);
        }
        assertEquals(told > 0, isMember, "members are told of their room");
        assertEquals(here.reported, []);
      },
      { rates: false },
    );
  }
}
