// A bulk export as Mattermost makes them: posts in no order of time, replies within their posts.

const START = Date.UTC(2021, 2, 1, 8);

/** The lines of an export. */
export function mattermostExport(posts = 20): string {
  const user = (username: string, more: object = {}) => ({
    type: "user",
    user: {
      ...{ username, email: `${username}@example.org`, nickname: "", ...more },
      teams: [{ name: "coop", roles: "team_user", channels: [{ name: "town", roles: "x" }] }],
    },
  });
  const post = (at: number, by: string, message: string, more: object = {}) => ({
    type: "post",
    post: {
      ...{ team: "coop", channel: "town", user: by, message, create_at: START + at * 1_000 },
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
        ...{ team: "coop", name: "town", display_name: "Town Square", type: "O" },
        ...{ header: "All of us", purpose: "" },
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
      ...{ edit_at: START + 501_000, is_pinned: true },
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
        ...{ channel_members: ["ben", "awa"], user: "ben", message: "Between us" },
        create_at: START,
      },
    },
  ];
  const text = lines.map((line) => JSON.stringify(line));
  text.splice(8, 0, '{"type":"post","post":{"team":"coop", broken');
  return `${text.join("\n")}\n`;
}
