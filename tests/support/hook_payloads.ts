// What services send to incoming hooks: their shapes, with words of our own.
import type { HookFormat } from "../../lib/protocol/hooks.ts";

export const JSON_TYPE = "application/json";
export const FORM = "application/x-www-form-urlencoded";

/** A payload, and how it reads here. */
export interface Sample {
  what: string;
  body: unknown;
  type?: string;
  format?: HookFormat;
  text?: string[];
  /** Why it is no message. */
  is?: "empty" | "json";
  unshown?: string[];
  thread?: string;
}

export const SAMPLES: Sample[] = [
  {
    what: "Slack: a text with its marks",
    body: { text: "*Bold*, _leaning_, ~gone~ and `a *b*` in 2*3*4 &lt;ok&gt; &amp; so on" },
    text: ["**Bold**, _leaning_, ~~gone~~ and `a *b*` in 2\\*3\\*4 <ok> & so on"],
  },
  {
    what: "Slack: links, calls and ids",
    body: {
      text:
        "<https://wells.example/4|Well 4> <https://wells.example> <!here> <!channel> <@U12|mei> <@U13> <#C1|wells> <!date^1^x|noon> <mailto:a@b.example|mail>",
    },
    text: [
      "[Well 4](<https://wells.example/4>) https://wells.example @here @room @mei @U13 #wells noon mail",
    ],
    unshown: ["text reference"],
  },
  {
    what: "Slack: what our markup would read and Slack does not",
    body: { text: "[a](b) **c** ~~d~~ back\\slash" },
    text: ["\\[a\\](b) \\**c\\** \\~~d\\~~ back\\\\slash"],
  },
  {
    what: "Slack: emoji by name, and times that are none",
    body: { text: ":tada: done at 12:30:45 :white_check_mark: :no_such_thing:" },
    text: ["🎉 done at 12:30:45 ✅️ :no_such_thing:"],
    unshown: ["text emoji"],
  },
  {
    what: "Slack: code over several lines stays as it is",
    body: { text: "```\nif (a &lt; b) *c*\n```" },
    text: ["```", "if (a < b) *c*", "```"],
  },
  {
    what: "Slack: attachments of a monitor",
    body: {
      channel: "#ops",
      username: "Watchman",
      icon_emoji: ":droplet:",
      text: "Tank *4* is low",
      attachments: [{
        color: "#c00",
        pretext: "since noon",
        author_name: "Well house",
        author_link: "https://wells.example",
        title: "Level",
        title_link: "https://wells.example/level",
        text: "below a fifth",
        fields: [{ title: "Level", value: "18 %", short: true }, { title: "Flow", value: 0 }],
        image_url: "https://wells.example/graph.png",
        footer: "pump control",
        ts: 1_700_000_000,
        actions: [
          { type: "button", text: "Look", url: "https://wells.example/look" },
          { type: "button", text: "Stop", name: "stop" },
        ],
      }],
    },
    text: [
      "💧 Tank **4** is low",
      "since noon",
      "> [Well house](<https://wells.example>)",
      "> **[Level](<https://wells.example/level>)**",
      "> below a fifth",
      "> **Level:** 18 %",
      "> **Flow:** 0",
      "> https://wells.example/graph.png",
      "> [Look](<https://wells.example/look>)",
      "> pump control · 2023-11-14 22:13 UTC",
    ],
    unshown: [
      "channel room",
      "username name",
      "icon_emoji face",
      "attachments[0].color colour",
      "attachments[0].image_url media",
      "attachments[0].actions[1] button",
    ],
  },
  {
    what: "Slack: an attachment with a fallback alone",
    body: { attachments: [{ fallback: "Build 7 failed", callback_id: "x" }] },
    text: ["> Build 7 failed"],
  },
  {
    what: "Slack: blocks, whose text is for notifications",
    body: {
      text: "never shown",
      blocks: [
        { type: "header", text: { type: "plain_text", text: "Deployed :rocket:" } },
        {
          type: "section",
          text: { type: "mrkdwn", text: "*v2* by <https://b.example|mei>" },
          fields: [{ type: "mrkdwn", text: "*Env*\nlive" }],
          accessory: { type: "button", text: { type: "plain_text", text: "Undo" }, value: "u" },
        },
        { type: "divider" },
        {
          type: "context",
          elements: [
            { type: "mrkdwn", text: "_quietly_" },
            { type: "image", image_url: "https://b.example/i.png", alt_text: "a tree" },
          ],
        },
        { type: "image", image_url: "https://b.example/g.png", alt_text: "graph" },
        {
          type: "actions",
          elements: [
            {
              type: "button",
              text: { type: "plain_text", text: "Open" },
              url: "https://b.example/o",
            },
            { type: "static_select", action_id: "s" },
          ],
        },
        { type: "input", label: {} },
      ],
    },
    text: [
      "**Deployed 🚀**",
      "**v2** by [mei](<https://b.example>)",
      "**Env**",
      "live",
      "_quietly_ · [a tree](<https://b.example/i.png>)",
      "[graph](<https://b.example/g.png>)",
      "[Open](<https://b.example/o>)",
    ],
    unshown: [
      "blocks[1].accessory button",
      "blocks[3].elements[1].image_url media",
      "blocks[4].image_url media",
      "blocks[5].elements[1] button",
      "blocks[6] unknown",
    ],
  },
  {
    what: "Slack: rich text",
    body: {
      blocks: [{
        type: "rich_text",
        elements: [
          {
            type: "rich_text_section",
            elements: [
              { type: "text", text: "Ask " },
              { type: "text", text: "now ", style: { bold: true } },
              { type: "link", url: "https://b.example", text: "here" },
              { type: "emoji", name: "eyes" },
              { type: "user", user_id: "U7" },
              { type: "broadcast", range: "channel" },
            ],
          },
          {
            type: "rich_text_list",
            style: "ordered",
            elements: [
              { type: "rich_text_section", elements: [{ type: "text", text: "one" }] },
              { type: "rich_text_section", elements: [{ type: "text", text: "two" }] },
            ],
          },
          { type: "rich_text_quote", elements: [{ type: "text", text: "said" }] },
          { type: "rich_text_preformatted", elements: [{ type: "text", text: "a * b" }] },
        ],
      }],
    },
    text: [
      "Ask **now** [here](<https://b.example>)👀U7@room",
      "1. one",
      "2. two",
      "> said",
      "```",
      "a * b",
      "```",
    ],
    unshown: ["blocks[0].elements[0].elements[4] reference"],
  },
  {
    what: "Slack: a thread by the sender's own key",
    body: { text: "and again", thread_ts: "1700.0001" },
    text: ["and again"],
    thread: "1700.0001",
  },
  {
    what: "Slack: the same in a form",
    body: `payload=${encodeURIComponent(JSON.stringify({ text: "by *form*" }))}`,
    type: FORM,
    text: ["by **form**"],
  },
  {
    what: "Mattermost: Markdown, with a heading and a table",
    body: {
      text: "#### Tests of :bug: 12\n| a | b |\n|---|---|\n| 1 | *2* |",
      username: "ci",
      icon_url: "https://ci.example/i.png",
      props: { card: "more" },
    },
    format: "markdown",
    text: ["**Tests of 🐛 12**", "| a | b |", "|---|---|", "| 1 | *2* |"],
    unshown: ["props unknown", "username name", "icon_url face"],
  },
  {
    what: "Mattermost: a form with a text",
    body: new URLSearchParams({ text: "**plain** form", channel: "town-square" }).toString(),
    type: FORM,
    format: "markdown",
    text: ["**plain** form"],
    unshown: ["channel room"],
  },
  {
    what: "Discord: a text with references",
    body: {
      content:
        "# Done\n-# small\n<@!42> in <#7> at <t:1700000000:R> <:blob:9> :fire: ||hush|| `<@1>` @everyone",
      username: "CI",
      avatar_url: "https://ci.example/a.png",
      tts: true,
      allowed_mentions: { parse: [] },
    },
    text: [
      "**Done**",
      "small",
      "@42 in #7 at 2023-11-14 22:13 UTC :blob: 🔥 ||hush|| `<@1>` \\@everyone",
    ],
    unshown: [
      "username name",
      "avatar_url face",
      "tts unknown",
      "content reference",
      "content emoji",
    ],
  },
  {
    what: "Discord: an embed of a forge",
    body: {
      content: null,
      embeds: [{
        title: "[orchard] 2 new commits",
        url: "https://git.example/c/2",
        description:
          "[`1a2b`](https://git.example/c/1) Prune\n[`3c4d`](https://git.example/c/2) Water",
        color: 65280,
        author: {
          name: "mei",
          url: "https://git.example/mei",
          icon_url: "https://git.example/m.png",
        },
        fields: [{ name: "Branch", value: "main", inline: true }, { name: "Notes", value: "a\nb" }],
        thumbnail: { url: "https://git.example/t.png" },
        footer: { text: "git" },
        timestamp: "2026-11-29T10:30:00.000Z",
      }],
      components: [{
        type: 1,
        components: [
          { type: 2, style: 5, label: "Compare", url: "https://git.example/d" },
          { type: 2, style: 1, label: "Approve", custom_id: "a" },
        ],
      }],
      thread_name: "orchard",
    },
    text: [
      "> [mei](<https://git.example/mei>)",
      "> **[\\[orchard\\] 2 new commits](<https://git.example/c/2>)**",
      "> [`1a2b`](https://git.example/c/1) Prune",
      "> [`3c4d`](https://git.example/c/2) Water",
      "> **Branch:** main",
      "> **Notes:**",
      "> a",
      "> b",
      "> https://git.example/t.png",
      "> git · 2026-11-29 10:30 UTC",
      "[Compare](<https://git.example/d>)",
    ],
    unshown: [
      "embeds[0].color colour",
      "embeds[0].author.icon_url face",
      "embeds[0].thumbnail.url media",
      "components[0].components[1] button",
    ],
    thread: "orchard",
  },
  {
    what: "Campfire: the body is the message",
    body: "Backup finished: 12 GB & counting *really*",
    type: "text/plain",
    text: ["Backup finished: 12 GB & counting *really*"],
  },
  {
    what: "curl: a text that it calls a form",
    body: "Disk at 91%+ on host=db1",
    type: FORM,
    text: ["Disk at 91%+ on host=db1"],
  },
  {
    what: "JSON that is called a text",
    body: { text: "still *json*" },
    type: "text/plain",
    text: ["still **json**"],
  },
  { what: "a text in JSON", body: JSON.stringify("just *words*"), text: ["just **words**"] },
  {
    what: "a script's address is no link",
    body: { attachments: [{ title: "Press", title_link: "javascript:alert(1)" }] },
    text: ["> **Press**"],
    unshown: ["attachments[0].title_link unknown"],
  },
];
