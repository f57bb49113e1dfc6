// What DiscordChatExporter writes of a channel.

const START = Date.UTC(2020, 5, 1, 20);

const time = (seconds: number) => new Date(START + seconds * 1_000).toISOString();
const awa = { id: "11", name: "awa", nickname: "Awa", isBot: false, discriminator: "0000" };
const ben = { id: "12", name: "ben", nickname: "", isBot: false, discriminator: "0000" };
const bot = { id: "13", name: "Weather", nickname: "Weather", isBot: true, discriminator: "1" };

/** A channel with messages. */
export function discordChannel(
  messages: readonly unknown[],
  channel: object = { id: "c1", type: "GuildTextChat", name: "general", topic: "All of us" },
): object {
  return {
    guild: { id: "g1", name: "Coop", iconUrl: "https://cdn.discordapp.com/embed/avatars/0.png" },
    channel,
    dateRange: { after: null, before: null },
    exportedAt: time(9_999),
    messages,
    messageCount: messages.length,
  };
}

function message(id: number, author: object, content: string, more: object = {}): object {
  return {
    id: `m${id}`,
    type: "Default",
    timestamp: time(id),
    timestampEdited: null,
    callEndedTimestamp: null,
    isPinned: false,
    content,
    author,
    attachments: [],
    embeds: [],
    stickers: [],
    reactions: [],
    mentions: [],
    inlineEmojis: [],
    ...more,
  };
}

/** The files of an export by path: a channel, a thread, a direct conversation, one that is cut. */
export function discordExport(): Record<string, unknown> {
  const general = discordChannel([
    message(1, awa, "Who prunes the **plum trees**? ||me||", {
      isPinned: true,
      timestampEdited: time(9),
      reactions: [
        { emoji: { id: "", name: "👍🏽", code: "thumbsup" }, count: 3, users: [ben] },
        { emoji: { id: "99", name: "verger", code: "verger" }, count: 1, users: [ben] },
      ],
    }),
    message(2, ben, "I do", {
      type: "Reply",
      reference: { messageId: "m1", channelId: "c1", guildId: "g1" },
    }),
    message(3, bot, "", { embeds: [{ title: "Rain", description: "All day", color: "#ff0000" }] }),
    message(4, awa, "The plan", {
      attachments: [
        { id: "a1", url: "general.json_Files/plan.txt", fileName: "plan.txt", fileSizeBytes: 8 },
        { id: "a2", url: "https://cdn.discordapp.com/x/gone.png?ex=1", fileName: "gone.png" },
      ],
    }),
    message(5, ben, "", { type: "GuildMemberJoin" }),
    message(6, awa, "Pinned a message.", { type: "ChannelPinnedMessage" }),
    message(7, ben, "Look", { stickers: [{ id: "s", name: "Wave" }] }),
    message(8, ben, "An answer to nothing", { type: "Reply", reference: { messageId: "m0" } }),
  ]);
  const direct = discordChannel([message(20, ben, "Between us"), message(21, awa, "Yes")], {
    id: "d1",
    type: "DirectTextChat",
    name: "ben",
  });
  const thread = discordChannel([message(30, awa, "In a thread")], {
    id: "t1",
    type: "GuildPublicThread",
    name: "Plums",
    category: "general",
  });
  return {
    "coop/general.json": general,
    "coop/general.json_Files/plan.txt": "The plan",
    "coop/direct.json": direct,
    "coop/plums.json": thread,
    "coop/cut.json": JSON.stringify(discordChannel(
      [message(40, awa, "Before the cut"), message(41, awa, "After it")],
      { id: "x1", type: "GuildTextChat", name: "cut" },
    )).slice(0, -300),
  };
}

const deleted = {
  id: "14",
  name: "deleted_user_1f2e",
  nickname: "Deleted User",
  isBot: false,
  discriminator: "0000",
};
/** A hook writes under one id and any name. */
const hook = (nickname: string) => ({
  id: "900",
  name: nickname,
  nickname,
  isBot: true,
  discriminator: "0000",
  avatarUrl: "x",
});

/** What is odd in real exports, with `messages` plain ones: a large channel stands in two parts. */
export function oddDiscordExport(messages = 40): Record<string, unknown> {
  const plain = Array.from(
    { length: messages },
    (_, n) => message(n, n % 2 ? awa : ben, `Sentence ${n}`),
  );
  const half = Math.ceil(messages / 2);
  const at = (id: number, seconds: number) => ({ timestamp: time(seconds), id: `m${id}` });
  const odd = [
    // Of one moment, as they were sent.
    ...[1_000, 1_001, 1_002].map((id) => message(id, awa, `Same moment ${id}`, at(id, 1_000))),
    // People who are gone: without an account, without anything.
    message(1_003, deleted, "I deleted my account"),
    message(1_004, {}, "Nobody wrote this", { author: null }),
    // A hook that bridges two people, another one without an id, and one without a name.
    ...[hook("Chloé"), hook("Diego"), hook("Chloé")].map((one, n) =>
      message(1_005 + n, one, `Bridged ${n}`)
    ),
    message(1_008, { ...hook("Builds"), id: "" }, "Build 7 failed"),
    message(1_009, { ...hook(""), id: "901" }, "A hook without a name"),
    message(1_010, ben, "Waves 👋🏿", {
      reactions: [
        { emoji: { id: "", name: "🙋🏾‍♀️", code: "raising_hand" }, count: 1, users: [deleted] },
        { emoji: { id: null, name: "❤️", code: "heart" }, count: 2, users: [awa, ben] },
      ],
    }),
    // Replies: to what was deleted, which is not named; to what is in no file; to another channel.
    message(1_011, awa, "To what was deleted", {
      type: "Reply",
      reference: { messageId: null, channelId: null, guildId: null },
    }),
    message(1_012, awa, "To what is in no file", {
      type: "Reply",
      reference: { messageId: "m77777", channelId: "c1", guildId: "g1" },
    }),
    message(1_013, ben, "", {
      reference: { type: "Forward", messageId: "m2", channelId: "c9", guildId: "g1" },
      forwardedMessage: {
        timestamp: time(1),
        timestampEdited: null,
        content: "From\nelsewhere",
        attachments: [{ id: "a9", url: "gone/x.png", fileName: "x.png" }],
        embeds: [],
        stickers: [],
      },
    }),
    // Markup that was not made readable.
    message(1_014, awa, "<@!12> see <#222> and <#404>, <a:verger:99> <t:1590000000:R> `<@12>`", {
      mentions: [ben],
    }),
    message(1_015, bot, "It rains", {
      type: "ChatInputCommand",
      interaction: { id: "i1", name: "weather", user: ben },
    }),
    message(1_016, awa, "", { type: "24" }),
    message(1_017, awa, ""),
    message(1_018, awa, "Without an id", { id: "" }),
    message(1_019, awa, "Neither has this", { id: "" }),
    { ...message(1_020, awa, "Without a time"), timestamp: "" },
    "no message",
    message(1_021, ben, "Beside another folder", {
      attachments: [{ id: "a8", url: "..\\media\\beds%20%231.txt", fileName: "beds #1.txt" }],
    }),
    plain.at(-1), // where parts overlap
  ];
  const starter = message(50, awa, "", {
    type: "ThreadStarterMessage",
    reference: { messageId: "m49", channelId: "c1" },
  });
  return {
    // The second part comes first by its name.
    "coop/general [part 2].json": discordChannel([...plain.slice(half), ...odd]),
    "coop/general.json": discordChannel(plain.slice(0, half)),
    "media/beds #1.txt": "Beds",
    // A thread whose first message is gone.
    "coop/plums.json": discordChannel([starter, message(51, ben, "Who prunes?")], {
      id: "222",
      type: "GuildPublicThread",
      name: "Plums",
      category: "general",
    }),
    "coop/cut before it began.json": '{ "guild": { "id": "g1" ',
    "coop/not ours.json": "[]",
    "coop/readme.txt": "Made with care",
  };
}
