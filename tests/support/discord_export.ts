// What DiscordChatExporter writes of a channel.

const START = Date.UTC(2020, 5, 1, 20);

const time = (seconds: number) => new Date(START + seconds * 1_000).toISOString();
const awa = { id: "11", name: "awa", nickname: "Awa", isBot: false, discriminator: "0000" };
const ben = { id: "12", name: "ben", nickname: "", isBot: false, discriminator: "0000" };
const bot = { id: "13", name: "Weather", nickname: "Weather", isBot: true, discriminator: "1" };

/** A channel with messages. */
export function discordChannel(
  messages: readonly object[],
  channel: object = { id: "c1", type: "GuildTextChat", name: "general", topic: "All of us" },
): object {
  return {
    guild: { id: "g1", name: "Coop", iconUrl: "https://cdn.discordapp.com/embed/avatars/0.png" },
    ...{ channel, dateRange: { after: null, before: null }, exportedAt: time(9_999), messages },
    messageCount: messages.length,
  };
}

function message(id: number, author: object, content: string, more: object = {}): object {
  return {
    ...{ id: `m${id}`, type: "Default", timestamp: time(id), timestampEdited: null },
    ...{ callEndedTimestamp: null, isPinned: false, content, author, attachments: [], embeds: [] },
    ...{ stickers: [], reactions: [], mentions: [], inlineEmojis: [], ...more },
  };
}

/** The files of an export by path: a channel, a thread, a direct conversation, one that is cut. */
export function discordExport(): Record<string, unknown> {
  const general = discordChannel([
    message(1, awa, "Who prunes the **plum trees**? ||me||", {
      ...{ isPinned: true, timestampEdited: time(9) },
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
    ...{ id: "d1", type: "DirectTextChat", name: "ben" },
  });
  const thread = discordChannel([message(30, awa, "In a thread")], {
    ...{ id: "t1", type: "GuildPublicThread", name: "Plums", category: "general" },
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
