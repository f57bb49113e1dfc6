// An export as Slack makes them, with what is odd in real ones.

const DAY = 24 * 60 * 60;
const START = Date.UTC(2019, 4, 6, 9) / 1_000;

/** The files of an export by path; `messages`: how many a channel has besides the odd ones. */
export function slackExport(messages = 30): Record<string, unknown> {
  const general: Record<string, unknown[]> = {};
  const put = (message: Record<string, unknown>) => {
    const day = new Date(Number(message.ts) * 1_000).toISOString().slice(0, 10);
    (general[`general/${day}.json`] ??= []).push({ type: "message", ...message });
  };
  const at = (seconds: number, micro = 100) =>
    `${START + seconds}.${String(micro).padStart(6, "0")}`;
  for (let n = 0; n < messages; n++) {
    put({ user: n % 2 ? "U01AWA" : "U02BEN", ts: at(n * 3_600), text: `Sentence ${n} &amp; more` });
  }
  const odd = messages * 3_600;
  // A thread, whose replies stand among later messages; one was sent to the channel too.
  put({
    user: "U01AWA",
    ts: at(odd),
    thread_ts: at(odd),
    text: "Who prunes the *plum trees*?",
    reply_count: 2,
    replies: [{ user: "U02BEN", ts: at(odd + 60) }],
    reactions: [
      { name: "+1::skin-tone-4", users: ["U02BEN"], count: 1 },
      { name: "verger", users: ["U02BEN"], count: 1 },
      { name: "tada", users: ["U01AWA"], count: 3 },
    ],
    edited: { user: "U01AWA", ts: at(odd + 30) },
  });
  put({ user: "U02BEN", ts: at(odd + 60), thread_ts: at(odd), text: "<@U01AWA> I do" });
  put({
    user: "U01AWA",
    ts: at(odd + 90),
    text: "Something else :wave::skin-tone-3:",
    reactions: ["+1", "flag-fr"].map((name) => ({ name, users: ["U02BEN"], count: 1 })),
  });
  put({
    subtype: "thread_broadcast",
    user: "U01AWA",
    ts: at(odd + 120),
    thread_ts: at(odd),
    text: "Thank you!",
    root: { ts: at(odd) },
  });
  // A reply whose root is in no file.
  put({ user: "U02BEN", ts: at(odd + 150), thread_ts: at(-DAY), text: "A reply to nothing" });
  // Somebody who is in no list, with and without a name.
  put({ user: "U09GONE", ts: at(odd + 180), text: "I left", user_profile: { real_name: "Chloé" } });
  put({ user: "U10GONE", ts: at(odd + 190), text: "So did I" });
  // Bots: with an id, without one, with a name alone.
  put({
    subtype: "bot_message",
    bot_id: "B01",
    username: "Weather",
    ts: at(odd + 200),
    text: "Rain",
  });
  put({
    subtype: "bot_message",
    username: "old-bot",
    ts: at(odd + 210),
    text: "",
    attachments: [
      { fallback: "Build 7 failed", title: "Build 7", text: "It *failed*" },
    ],
  });
  // A deleted root on which a reply hangs.
  put({
    subtype: "tombstone",
    user: "USLACKBOT",
    ts: at(odd + 300),
    thread_ts: at(odd + 300),
    text: "This message was deleted.",
    hidden: true,
  });
  put({ user: "U01AWA", ts: at(odd + 310), thread_ts: at(odd + 300), text: "What did it say?" });
  // The same twice, and two of one moment.
  put({ user: "U01AWA", ts: at(odd + 400), text: "Twice" });
  put({ user: "U01AWA", ts: at(odd + 400), text: "Twice" });
  put({ user: "U02BEN", ts: at(odd + 400), text: "At the same moment" });
  // Files: a link to Slack with a secret in it, and one that is gone.
  put({
    subtype: "file_share",
    user: "U01AWA",
    ts: at(odd + 500),
    text: "The plan",
    upload: true,
    files: [{
      id: "F1",
      name: "plan.pdf",
      title: "plan.pdf",
      mimetype: "application/pdf",
      url_private: "https://files.slack.com/files-pri/T1-F1/plan.pdf?t=xoxe-secret",
    }, { id: "F2", mode: "tombstone" }],
  });
  put({ subtype: "channel_join", user: "U02BEN", ts: at(odd + 600), text: "<@U02BEN> has joined" });
  put({ subtype: "channel_topic", user: "U01AWA", ts: at(odd + 610), text: "…", topic: "Orchard" });
  put({ subtype: "pinned_item", user: "U01AWA", ts: at(odd + 620), text: "pinned" });
  put({ user: "U01AWA", ts: at(odd + 700), text: "x".repeat(9_000) });
  return {
    "users.json": [
      { id: "U01AWA", name: "awa.d", profile: { display_name: "Awa", real_name: "Awa Diop" } },
      { id: "U02BEN", name: "ben", profile: { display_name: "", real_name: "Ben Nevis" } },
    ],
    "channels.json": [{
      id: "C01",
      name: "general",
      created: START - DAY,
      members: ["U01AWA", "U02BEN"],
      topic: { value: "All of us" },
      pins: [{ id: at(odd), type: "C", created: 1, user: "U01AWA" }],
    }, { id: "C02", name: "old", created: START, is_archived: true, members: [] }],
    "groups.json": [{ id: "G01", name: "board", created: START, members: ["U01AWA"] }],
    "dms.json": [{ id: "D01", created: START, members: ["U01AWA", "U02BEN"] }],
    "mpims.json": [],
    "integration_logs.json": [],
    ...general,
    "old/2019-05-06.json": "[{ broken",
    "board/2019-05-07.json": [
      { type: "message", user: "U01AWA", ts: at(DAY), text: "Private &lt;words&gt;" },
    ],
    "D01/2019-05-08.json": [
      { type: "message", user: "U02BEN", ts: at(2 * DAY), text: "Between us, in <#C01>" },
    ],
    "canvases/F9.html": "<h1>Canvas</h1>",
  };
}
