// What monitors send, as their sources and documentation have it, with words of our own.
import { formOf, PARTS, parts } from "./form_bodies.ts";
import { FORM, type Sample } from "./hook_payloads.ts";

export const MONITORS: Sample[] = [
  {
    what: "Grafana, as Slack",
    body: {
      channel: "#ops",
      username: "Grafana",
      icon_emoji: ":chart_with_upwards_trend:",
      text: "[FIRING:1] Tank low (well-4 critical)",
      attachments: [{
        title: "[FIRING:1] Tank low (well-4 critical)",
        title_link: "https://grafana.example/alerting/list",
        text:
          "**Firing**\n\nValue: B=18, C=1\nLabels:\n - alertname = Tank low\n - severity = critical\nSource: https://grafana.example/alerting/grafana/d4/view?orgId=1\n",
        fallback: "[FIRING:1] Tank low (well-4 critical)",
        fields: null,
        footer: "Grafana v12.1.0",
        footer_icon: "https://grafana.com/static/assets/img/fav32.png",
        color: "#D63232",
        ts: 1_700_000_000,
        mrkdwn_in: ["pretext"],
        pretext: "<!here> ",
      }],
    },
    text: [
      "📈 \\[FIRING:1\\] Tank low (well-4 critical)",
      "@here",
      "> **[\\[FIRING:1\\] Tank low (well-4 critical)](<https://grafana.example/alerting/list>)**",
      "> \\**Firing\\**",
      "> ",
      "> Value: B=18, C=1",
      "> Labels:",
      ">  - alertname = Tank low",
      ">  - severity = critical",
      "> Source: https://grafana.example/alerting/grafana/d4/view?orgId=1",
      "> Grafana v12.1.0 · 2023-11-14 22:13 UTC",
    ],
    unshown: [
      "channel room",
      "username name",
      "icon_emoji face",
      "attachments[0].color colour",
      "attachments[0].footer_icon face",
    ],
  },
  {
    what: "Grafana, as Discord with a picture",
    body: parts(
      [
        'name="payload_json"',
        JSON.stringify({
          username: "Grafana",
          content: "**Firing**\n\nValue: B=18",
          avatar_url: "https://grafana.com/static/assets/img/fav32.png",
          embeds: [
            {
              title: "[FIRING:1] Tank low",
              type: "rich",
              url: "https://grafana.example/alerting/list",
              color: 14037554,
              footer: {
                text: "Grafana v12.1.0",
                icon_url: "https://grafana.com/static/assets/img/fav32.png",
              },
            },
            { image: { url: "attachment://tank.png" }, title: "Tank low", color: 14037554 },
          ],
        }),
      ],
      ['name=""; filename="tank.png"\r\nContent-Type: image/png', "\u0089PNG\r\n\u001a"],
    ),
    type: PARTS,
    text: [
      "**Firing**",
      "",
      "Value: B=18",
      "> **[\\[FIRING:1\\] Tank low](<https://grafana.example/alerting/list>)**",
      "> Grafana v12.1.0",
      "> **Tank low**",
    ],
    unshown: [
      "username name",
      "avatar_url face",
      "embeds[0].color colour",
      "embeds[0].footer.icon_url face",
      "embeds[1].color colour",
      "embeds[1].image.url media",
      "tank.png media",
    ],
  },
  {
    what: "Prometheus Alertmanager, as Slack",
    body: {
      channel: "#alerts",
      username: "Alertmanager",
      attachments: [{
        title: "[FIRING:2] TankLow (orchard)",
        title_link: "https://alerts.example/#/alerts?receiver=slack",
        pretext: "",
        text: "*Tank 4* is below 20 %\n*Tank 5* is below 10 %",
        fallback: "[FIRING:2] TankLow (orchard) | https://alerts.example/#/alerts?receiver=slack",
        callback_id: "",
        fields: [{ title: "severity", value: "critical", short: true }],
        actions: [
          { type: "button", text: "Runbook :blue_book:", url: "https://runbooks.example/tank" },
          {
            type: "button",
            text: "Silence :no_bell:",
            url: "https://alerts.example/#/silences/new?filter=%7Balertname%3D%22TankLow%22%7D",
          },
        ],
        footer: "",
        color: "danger",
        mrkdwn_in: ["fallback", "pretext", "text"],
      }],
    },
    text: [
      "> **[\\[FIRING:2\\] TankLow (orchard)](<https://alerts.example/#/alerts?receiver=slack>)**",
      "> **Tank 4** is below 20 %",
      "> **Tank 5** is below 10 %",
      "> **severity:** critical",
      "> [Runbook 📘](<https://runbooks.example/tank>) · [Silence 🔕](<https://alerts.example/#/silences/new?filter=%7Balertname%3D%22TankLow%22%7D>)",
    ],
    unshown: ["channel room", "username name", "attachments[0].color colour"],
  },
  {
    what: "Prometheus Alertmanager, as Discord",
    body: {
      content: "",
      embeds: [{
        title: "[RESOLVED] TankLow (orchard)",
        description:
          "Alerts Resolved:\nLabels:\n - alertname = TankLow\n - instance = well-4:9100\nSource: http://prometheus.example/graph?g0.expr=tank_level+%3C+20",
        color: 3066993,
        fields: null,
        footer: { text: "", icon_url: "" },
        timestamp: "0001-01-01T00:00:00Z",
      }],
      username: "",
      avatar_url: "",
    },
    text: [
      "> **[RESOLVED] TankLow (orchard)**",
      "> Alerts Resolved:",
      "> Labels:",
      ">  - alertname = TankLow",
      ">  - instance = well-4:9100",
      "> Source: http://prometheus.example/graph?g0.expr=tank_level+%3C+20",
    ],
    unshown: ["embeds[0].color colour"],
  },
  {
    what: "Prometheus Alertmanager's own webhook is nobody's message",
    body: {
      version: "4",
      groupKey: '{}:{alertname="TankLow"}',
      status: "firing",
      receiver: "webhook",
      alerts: [{ status: "firing", labels: { alertname: "TankLow" }, annotations: {} }],
    },
    is: "empty",
  },
  {
    what: "Sentry, as Slack in a form",
    body: formOf({
      attachments: [{
        fallback: "[orchard] TypeError: pump is undefined",
        title: "TypeError: pump is undefined",
        title_link: "https://sentry.example/orchard/pump/issues/7/?referrer=slack",
        color: "#f43f20",
        fields: [
          { title: "Culprit", value: "pump/prime in start", short: false },
          { title: "Project", value: "orchard pump", short: true },
          {
            title: "Triggered By",
            value: "<https://sentry.example/rules/1/ | A new issue is created>",
            short: false,
          },
        ],
      }],
      username: "Sentry",
      channel: "#errors",
      icon_url: "https://sentry.example/logo32.png",
    }),
    type: FORM,
    text: [
      "> **[TypeError: pump is undefined](<https://sentry.example/orchard/pump/issues/7/?referrer=slack>)**",
      "> **Culprit:** pump/prime in start",
      "> **Project:** orchard pump",
      "> **Triggered By:** [A new issue is created](<https://sentry.example/rules/1/>)",
    ],
    unshown: ["channel room", "username name", "icon_url face", "attachments[0].color colour"],
  },
  {
    what: "Uptime Kuma, as Slack",
    body: {
      text: "Uptime Kuma Alert\n[Well 4] [🔴 Down] connect ECONNREFUSED 10.0.0.4:443 <!channel>",
      channel: "ops",
      username: "Uptime Kuma",
      icon_emoji: ":bear:",
      attachments: [{
        color: "#e01e5a",
        blocks: [
          { type: "header", text: { type: "plain_text", text: "Uptime Kuma Alert" } },
          {
            type: "section",
            fields: [
              {
                type: "mrkdwn",
                text: "*Message*\n[Well 4] [🔴 Down] connect ECONNREFUSED 10.0.0.4:443 <!channel>",
              },
              { type: "mrkdwn", text: "*Time (UTC)*\n2026-11-29 10:30:00.000" },
            ],
          },
          {
            type: "actions",
            elements: [{
              type: "button",
              text: { type: "plain_text", text: "Visit Uptime Kuma" },
              value: "Uptime-Kuma",
              url: "https://status.example/dashboard/4",
            }],
          },
        ],
      }],
    },
    text: [
      "🐻 Uptime Kuma Alert",
      "\\[Well 4\\] \\[🔴 Down\\] connect ECONNREFUSED 10.0.0.4:443 @room",
      "> **Uptime Kuma Alert**",
      "> **Message**",
      "> \\[Well 4\\] \\[🔴 Down\\] connect ECONNREFUSED 10.0.0.4:443 @room",
      "> **Time (UTC)**",
      "> 2026-11-29 10:30:00.000",
      "> [Visit Uptime Kuma](<https://status.example/dashboard/4>)",
    ],
    unshown: ["channel room", "username name", "icon_emoji face", "attachments[0].color colour"],
  },
  {
    what: "Uptime Kuma, as Discord",
    body: {
      username: "Uptime Kuma",
      embeds: [{
        title: "❌ Your service Well 4 went down. ❌",
        color: 16711680,
        timestamp: "2026-11-29 10:30:00.000",
        fields: [
          { name: "Service Name", value: "Well 4" },
          { name: "Service URL", value: "https://wells.example/4" },
          { name: "Went Offline", value: "<t:1700000000:F>" },
          { name: "Error", value: "timeout of 48000ms exceeded" },
        ],
      }],
      flags: 4096,
    },
    text: [
      "> **❌ Your service Well 4 went down. ❌**",
      "> **Service Name:** Well 4",
      "> **Service URL:** https://wells.example/4",
      "> **Went Offline:** 2023-11-14 22:13 UTC",
      "> **Error:** timeout of 48000ms exceeded",
      "> 2026-11-29 10:30 UTC",
    ],
    unshown: ["username name", "embeds[0].color colour"],
  },
  {
    what: "Uptime Kuma, as Mattermost",
    body: {
      username: "Well 4 Uptime Kuma",
      channel: "ops",
      icon_emoji: ":red_circle:",
      attachments: [{
        fallback: "Your Well 4 service went down.",
        color: "#FF0000",
        title: "Well 4 service went down.",
        title_link: "https://wells.example/4",
        fields: [
          { short: false, title: "Error", value: "Request failed with status code 503" },
          { short: true, title: "Time (UTC)", value: "2026-11-29 10:30:00.000" },
        ],
      }],
    },
    format: "markdown",
    text: [
      "🔴",
      "> **[Well 4 service went down.](<https://wells.example/4>)**",
      "> **Error:** Request failed with status code 503",
      "> **Time (UTC):** 2026-11-29 10:30:00.000",
    ],
    unshown: ["channel room", "username name", "icon_emoji face", "attachments[0].color colour"],
  },
];
