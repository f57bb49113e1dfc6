// A bulk export as Mattermost makes them: posts in no order of time, replies within their posts.

const START = Date.UTC(2021, 2, 1, 8);

/** The lines of an export. */
export function mattermostExport(posts = 20): string {
  const user = (username: string, more: object = {}) => ({
    type: "user",
    user: {
      username,
      email: `${username}@example.org`,
      nickname: "",
      ...more,
      teams: [{ name: "coop", roles: "team_user", channels: [{ name: "town", roles: "x" }] }],
    },
  });
  const post = (at: number, by: string, message: string, more: object = {}) => ({
    type: "post",
    post: {
      team: "coop",
      channel: "town",
      user: by,
      message,
      create_at: START + at * 1_000,
      ...more,
    },
  });
  const lines: unknown[] = [
    { type: "version", version: 1 },
    { type: "emoji", emoji: { name: "verger", image: "verger.png" } },
    { type: "team", team: { name: "coop", display_name: "Coop", type: "O" } },
    {
      type: "channel",
      channel: {
        team: "coop",
        name: "town",
        display_name: "Town Square",
        type: "O",
        header: "All of us",
        purpose: "",
      },
    },
    {
      type: "channel",
      channel: { team: "coop", name: "board", display_name: "Board", type: "P", deleted_at: 5 },
    },
    user("awa", { nickname: "Awa" }),
    user("ben", { first_name: "Ben", last_name: "Nevis" }),
    { type: "bot", bot: { username: "weather", display_name: "Weather" } },
    post(500, "awa", "Who prunes the **plum trees**?", {
      edit_at: START + 501_000,
      is_pinned: true,
      reactions: [
        { user: "ben", emoji_name: "tada", create_at: 1 },
        { user: "ben", emoji_name: "verger", create_at: 1 },
      ],
      replies: [
        { user: "ben", message: "I do", create_at: START + 700_000 },
        { user: "awa", message: "Thank you", create_at: START + 620_000 },
      ],
      attachments: [{ path: "20210301/teams/x/plan.txt" }, { path: "20210301/gone.txt" }],
    }),
    post(600, "weather", "Between the replies"),
    post(
      610,
      "ben",
      "Yes :smile::tada: :+1: at 10:30:45, :verger:, http://x.example/:on:/ `:smile:`",
    ),
    post(400, "left", "I am in no list"),
    ...Array.from({ length: posts }, (_, n) => post(posts - n, n % 2 ? "awa" : "ben", `Said ${n}`)),
    { type: "direct_channel", direct_channel: { members: ["awa", "ben"] } },
    {
      type: "direct_post",
      direct_post: {
        channel_members: ["ben", "awa"],
        user: "ben",
        message: "Between us",
        create_at: START,
      },
    },
  ];
  const text = lines.map((line) => JSON.stringify(line));
  text.splice(8, 0, '{"type":"post","post":{"team":"coop", broken');
  return `${text.join("\n")}\n`;
}

/** What is odd in real exports, as lines, with `posts` plain ones. */
export function oddMattermostExport(posts = 40): string {
  const post = (at: number | undefined, user: string | undefined, message: string, more = {}) => ({
    type: "post",
    post: {
      team: "coop",
      channel: "town",
      user,
      message,
      type: "",
      props: {},
      create_at: at === undefined ? undefined : START + at,
      edit_at: 0,
      flagged_by: [],
      reactions: null,
      replies: null,
      attachments: null,
      is_pinned: false,
      ...more,
    },
  });
  const user = (username: string, more: object = {}) => ({
    type: "user",
    user: { username, email: `${username}@example.org`, delete_at: 0, teams: [], ...more },
  });
  const town = { team: "coop", name: "town", display_name: "Town", type: "O", deleted_at: 0 };
  const hook = (override_username: string) => ({
    props: { from_webhook: "true", override_username, webhook_display_name: "CI" },
  });
  const system = (type: string, props: object) => ({ type, props });
  const lines: unknown[] = [
    { type: "version", version: 1, info: { generator: "mattermost-server", version: "9.5.0" } },
    { type: "channel", channel: town },
    user("awa", { nickname: "Awa" }),
    user("gone", { nickname: "Gwen", delete_at: START }),
    // Of one moment, as they stand in the file.
    ...[1, 2, 3].map((n) => post(9_000_000, "awa", `Same moment ${n}`)),
    post(9_000_001, "gone", "I was deactivated"),
    post(9_000_002, "erased", "I am in no list"),
    post(9_000_003, undefined, "Nobody wrote this"),
    // A hook writes as somebody, under other names; a bot is in no list of older exports.
    ...["Builds", "Deploys", "Builds"].map((name, n) =>
      post(9_000_004 + n, "awa", `Hooked ${n}`, hook(name))
    ),
    post(9_000_007, "awa", "", {
      type: "slack_attachment",
      props: { attachments: [{ pretext: "Look", title: "Build 7", fallback: "It failed" }] },
    }),
    post(9_000_008, "calendar-bot", "Reminder"),
    post(9_000_009, "awa", "Waves :wave_medium_light_skin_tone: :parrot:", {
      reactions: [
        { user: "gone", emoji_name: "+1_dark_skin_tone", create_at: 1 },
        { user: "erased", emoji_name: "+1_medium_dark_skin_tone", create_at: 1 },
        { user: "awa", emoji_name: "wave_of_nobody_skin_tone", create_at: 1 },
      ],
    }),
    post(9_000_010, "awa", "Files", {
      attachments: [{ path: "20210301/there.txt" }, { path: "20210301/gone_1.txt" }, {}],
    }),
    post(9_000_011, "awa", "", {}),
    post(undefined, "awa", "Without a time"),
    // A thread whose replies came in one moment with it, and of whom one is in no list.
    post(9_000_013, "gone", "A root", {
      replies: [
        { user: "erased", message: "At once", create_at: START + 9_000_013, edit_at: 0 },
        { user: "awa", message: "", create_at: START + 9_000_014, edit_at: 0 },
        { user: "awa", message: "Before its root", create_at: START + 8_999_999, edit_at: 0 },
        "no reply",
      ],
    }),
    post(9_000_020, "awa", "awa joined the channel.", system("system_join_channel", {})),
    post(
      9_000_021,
      "awa",
      "gwen added to the channel by awa.",
      system("system_add_to_channel", { username: "awa", addedUsername: "gone" }),
    ),
    post(
      9_000_022,
      "awa",
      "awa updated the channel header.",
      system("system_header_change", { username: "awa", old_header: "", new_header: "Plums" }),
    ),
    post(9_000_023, "awa", "prunes", system("system_me", {})),
    post(9_000_024, "awa", "…", system("system_combined_user_activity", {})),
    ...Array.from({ length: posts }, (_, n) => post((posts - n) * 1_000, "awa", `Said ${n}`)),
    // A note to oneself.
    { type: "direct_channel", direct_channel: { members: ["awa"] } },
    {
      type: "direct_post",
      direct_post: {
        channel_members: ["awa"],
        user: "awa",
        message: "Do not forget",
        create_at: START,
        reactions: null,
        replies: null,
        attachments: null,
      },
    },
    { type: "bookmark", bookmark: { name: "x" } },
    null,
  ];
  const text = lines.map((line) => JSON.stringify(line));
  text.splice(5, 0, '{"type":"post","post":{"team":"coop","chan');
  return `${text.join("\n")}\n`;
}
