// An erasure that takes longer than one run of its job goes on where it was, and knows what it saw before.
import { assert, assertEquals } from "@std/assert";
import type { Conversation } from "../../lib/store/conversations/conversation.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { LogEntry } from "../../lib/log/log.ts";
import { MAX_HISTORY } from "../../lib/protocol/limits.ts";
import type { Erasure } from "../../lib/transfer/erasure.ts";
import { testHttp } from "../support/http.ts";

const API = "/api/v1";
const JSON_OF_ACCOUNT = { password: "correct horse" };

/** A signal that is aborted once it was asked so often: after as many pages. */
function abortedAfter(asked: number): AbortSignal {
  const signal = {
    get aborted() {
      return asked-- <= 0;
    },
  };
  return signal as AbortSignal;
}

Deno.test("erasure - is ended and goes on page by page, and takes back the topics that stand alone", async () => {
  const http = await testHttp();
  const [{ bearer: ana }, { bearer: bea }] = [await http.enter("ana"), await http.enter("bea")];
  const ask = async (by: Record<string, string>, method: string, path: string, json?: unknown) => {
    const response = await http.ask(method, API + path, { headers: by, json });
    assert(response.ok, `${method} ${path}: ${response.status}`);
    return response.status === 204 ? {} : await response.json();
  };
  for (const by of [ana, bea]) await ask(by, "POST", "/me/membership", JSON_OF_ACCOUNT);
  const { user: { id: user } } = await ask(ana, "GET", "/me");
  const room = async (name: string) => {
    const { conversation } = await ask(ana, "POST", "/rooms", { name });
    await ask(bea, "POST", "/join", { room: name });
    return conversation.id as string;
  };
  const topic = (by: Record<string, string>, conversation: string, topic: string) =>
    ask(by, "PUT", `/conversations/${conversation}/topic`, { topic });
  const fill = async (by: Record<string, string>, conversation: string, text: string) => {
    for (let n = 0; n < MAX_HISTORY + 20; n++) {
      await ask(by, "POST", "/messages", { conversation, text });
    }
  };
  const [hers, theirs] = [await room("hers"), await room("theirs")];
  await topic(ana, hers, "quokka");
  await fill(bea, hers, "bea");
  await fill(ana, hers, "quokka");
  await topic(ana, theirs, "quokka");
  await topic(bea, theirs, "bea's");
  await fill(ana, theirs, "quokka");

  const { job } = http.erasure as Erasure;
  let payload: Parameters<Erasure["job"]["run"]>[0] = { user, messages: "go" };
  let runs = 0;
  const early = { id: "erase", attempt: 1, last: false, signal: AbortSignal.abort() };
  const nothingDone = await job.run(payload, early);
  assertEquals(nothingDone?.payload, payload, "a run that ends before it read anything is no end");
  for (let done = false; !done && runs < 50; runs++) {
    const run = { id: "erase", attempt: 1, last: false, signal: abortedAfter(2) };
    const again = await job.run(payload, run);
    if (again) payload = again.payload as typeof payload;
    else done = true;
  }
  assert(runs > 4 && runs < 50, `${runs} runs`);
  const texts = async (conversation: string) => {
    const rows = await http.kv.list<LogEntry>({ prefix: keys.entries(conversation) }, {
      limit: 10_000,
    });
    return new Set(rows.flatMap(({ value: { event } }) => {
      if (event.kind === "message") return event.text;
      return event.kind === "topic" ? event.topic : [];
    }));
  };
  assertEquals([...await texts(hers)].sort(), ["", "bea"]);
  assertEquals([...await texts(theirs)].sort(), ["", "bea's"]);
  const standing = async (id: string) =>
    (await http.kv.get<Conversation>(keys.conversation(id))).value?.topic;
  assertEquals([await standing(hers) || "", await standing(theirs)], ["", "bea's"]);
});
