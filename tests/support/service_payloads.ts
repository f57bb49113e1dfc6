// What forges and other services send, as their sources and documentation have it, with words of our
// own.
import { formOf, parts } from "./form_bodies.ts";
import { FORM, type Sample } from "./hook_payloads.ts";

export const SERVICES: Sample[] = [
  {
    what: "GitHub Actions, by the action that Slack publishes",
    body: {
      text: "GitHub Action build result: success\nhttps://github.com/orchard/pump/pull/41",
      blocks: [
        {
          type: "section",
          text: {
            type: "mrkdwn",
            text:
              "*Build:* success :white_check_mark:\n<https://github.com/orchard/pump/pull/41|#41 Prime the pump>",
          },
        },
        {
          type: "context",
          elements: [
            { type: "image", image_url: "https://github.com/mei.png", alt_text: "mei" },
            { type: "mrkdwn", text: "by *mei* on `main`" },
          ],
        },
      ],
    },
    text: [
      "**Build:** success ✅️",
      "[#41 Prime the pump](<https://github.com/orchard/pump/pull/41>)",
      "[mei](<https://github.com/mei.png>) · by **mei** on `main`",
    ],
    unshown: ["blocks[1].elements[0].image_url media"],
  },
  {
    what: "GitHub's own events are nobody's message",
    body: {
      zen: "Keep it dry.",
      hook_id: 7,
      hook: { type: "Repository", events: ["push"] },
      repository: { full_name: "orchard/pump" },
    },
    is: "empty",
  },
  {
    what: "Jenkins, as Slack in a form",
    body: formOf({
      channel: "builds",
      attachments: [{
        fallback:
          "orchard » pump - #12 Failure after 3 min 4 sec (<https://ci.example/job/pump/12/|Open>)",
        color: "danger",
        fields: [{
          short: false,
          value:
            "orchard » pump - #12 Failure after 3 min 4 sec (<https://ci.example/job/pump/12/|Open>)",
        }],
        mrkdwn_in: ["pretext", "text", "fields"],
      }],
      link_names: "1",
    }),
    type: FORM,
    text: [
      "> orchard » pump - #12 Failure after 3 min 4 sec ([Open](<https://ci.example/job/pump/12/>))",
    ],
    unshown: ["channel room", "attachments[0].color colour"],
  },
  {
    what: "GitLab, as Slack",
    body: formOf({
      channel: "#orchard",
      username: "GitLab",
      icon_url: "https://gitlab.example/u/7/avatar.png",
      text:
        "mei (mei) pushed to branch <https://gitlab.example/orchard/pump/commits/main|main> of <https://gitlab.example/orchard/pump|orchard / pump> (<https://gitlab.example/orchard/pump/compare/1a...3c|Compare changes>)",
      attachments: [{
        fallback: "<https://gitlab.example/c/1a|1a2b3c4d>: Prime &amp; prune - Mei",
        text:
          "<https://gitlab.example/c/1a|1a2b3c4d>: Prime &amp; prune - Mei\n\n<https://gitlab.example/c/3c|3c4d5e6f>: Water - Mei",
        color: "#345",
      }],
    }),
    type: FORM,
    text: [
      "mei (mei) pushed to branch [main](<https://gitlab.example/orchard/pump/commits/main>) of [orchard / pump](<https://gitlab.example/orchard/pump>) ([Compare changes](<https://gitlab.example/orchard/pump/compare/1a...3c>))",
      "> [1a2b3c4d](<https://gitlab.example/c/1a>): Prime & prune - Mei",
      "> ",
      "> [3c4d5e6f](<https://gitlab.example/c/3c>): Water - Mei",
    ],
    unshown: ["channel room", "username name", "icon_url face", "attachments[0].color colour"],
  },
  {
    what: "GitLab, as Mattermost",
    body: {
      text:
        "mei (mei) opened merge request [!4 *Prime the pump*](https://gitlab.example/orchard/pump/-/merge_requests/4) in [orchard / pump](https://gitlab.example/orchard/pump)",
      username: "GitLab",
      attachments: [],
    },
    format: "markdown",
    text: [
      "mei (mei) opened merge request [!4 *Prime the pump*](https://gitlab.example/orchard/pump/-/merge_requests/4) in [orchard / pump](https://gitlab.example/orchard/pump)",
    ],
    unshown: ["username name"],
  },
  {
    what: "Gitea and Forgejo, as Slack",
    body: {
      channel: "#orchard",
      text:
        "[<https://git.example/orchard/pump|orchard/pump>:<https://git.example/orchard/pump/src/branch/main|main>] <https://git.example/compare|2 new commits> pushed by mei",
      username: "Gitea",
      icon_url: "https://git.example/favicon.png",
      unfurl_links: 0,
      link_names: 0,
      attachments: [{
        fallback: "",
        color: "#ff0000",
        title: "https://git.example/orchard/pump",
        title_link: "https://git.example/orchard/pump",
        text:
          "<https://git.example/c/1|1a2b3c4>: Prime - Mei\n<https://git.example/c/2|3c4d5e6>: Water &amp; wait - Mei",
      }],
    },
    text: [
      "\\[[orchard/pump](<https://git.example/orchard/pump>):[main](<https://git.example/orchard/pump/src/branch/main>)\\] [2 new commits](<https://git.example/compare>) pushed by mei",
      "> **https://git.example/orchard/pump**",
      "> [1a2b3c4](<https://git.example/c/1>): Prime - Mei",
      "> [3c4d5e6](<https://git.example/c/2>): Water & wait - Mei",
    ],
    unshown: ["channel room", "username name", "icon_url face", "attachments[0].color colour"],
  },
  {
    what: "Healthchecks, as Slack",
    body: {
      username: "Healthchecks",
      icon_url: "https://checks.example/logo.png",
      attachments: [{
        color: "danger",
        fallback: 'The check "Backup" is DOWN.',
        mrkdwn_in: ["fields"],
        title: "“Backup” is DOWN.",
        title_link: "https://checks.example/cloaked/7/",
        fields: [
          { title: "Tags", value: "`nightly` `db` ", short: true },
          { title: "Last Ping", value: "Success, 2 days ago", short: true },
          { title: "Total Pings", value: "412", short: true },
        ],
      }],
    },
    text: [
      "> **[“Backup” is DOWN.](<https://checks.example/cloaked/7/>)**",
      "> **Tags:** `nightly` `db`",
      "> **Last Ping:** Success, 2 days ago",
      "> **Total Pings:** 412",
    ],
    unshown: ["username name", "icon_url face", "attachments[0].color colour"],
  },
  {
    what: "Home Assistant's and scripts' JSON with a text alone",
    body: { text: "The *gate* is open\nsince 10:30", icon_emoji: ":door:" },
    text: ["🚪 The **gate** is open", "since 10:30"],
    unshown: ["icon_emoji face"],
  },
  {
    what: "Zapier and its like, a text in a form with fields of their own",
    body: new URLSearchParams({
      text: "New order: *4 crates* from <https://shop.example/7|Mei>",
      username: "Zapier",
      order_id: "7",
    }).toString(),
    type: FORM,
    text: ["New order: **4 crates** from [Mei](<https://shop.example/7>)"],
    unshown: ["order_id unknown", "username name"],
  },
  {
    what: "Discord's content in a form",
    body: new URLSearchParams({ content: "**4 crates** & more", username: "shop" }).toString(),
    type: FORM,
    text: ["**4 crates** & more"],
    unshown: ["username name"],
  },
  {
    what: "a form in parts, with its words after the file",
    body: parts(
      [
        'name="files[0]"; filename="log.txt"\r\nContent-Type: text/plain',
        'line\r\nContent-Disposition: form-data; name="content"\r\n\r\nnot this',
      ],
      ['name="content"', "The **log**, in two\r\nlines"],
    ),
    type: 'multipart/form-data; boundary="--seam"',
    text: ["The **log**, in two", "lines"],
    unshown: ["files[0] media"],
  },
];
