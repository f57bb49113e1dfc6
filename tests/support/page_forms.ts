import { unescapeHtml } from "./pages.ts";

/** A field that a person fills in, as a page shows it. */
export interface ShownField {
  name: string;
  is: "text" | "check" | "radio" | "select";
  /** What it would post, an empty one where a box is not ticked. */
  value: string;
  /** What else may be chosen: of a radio, a select, and a box. */
  choices: string[];
}

/** A form that posts: where, what it says unasked, its first button too, and what a person fills in. */
export interface ShownForm {
  action: string;
  hidden: string[][];
  fields: ShownField[];
}

/** The forms of a page that post what was filled in, passwords and files left out. */
export function formsOf(html: string): ShownForm[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].flatMap(
    ([, head = "", body = ""]) => {
      const action = attribute(head, "action");
      if (attribute(head, "method") !== "post" || head.includes("multipart")) return [];
      return [{ action, hidden: hiddenOf(body), fields: fieldsOf(body) }];
    },
  );
}

function hiddenOf(body: string): string[][] {
  const [button] = body.match(/<button\b[^>]*type="submit"[^>]*>/) ?? [];
  const hidden = inputsOf(body).filter((tag) => attribute(tag, "type") === "hidden");
  return [...hidden, ...button ? [button] : []]
    .map((tag) => [attribute(tag, "name"), attribute(tag, "value")])
    .filter(([name]) => name !== "");
}

function fieldsOf(body: string): ShownField[] {
  const fields: ShownField[] = [];
  const radios = new Map<string, ShownField>();
  for (const tag of inputsOf(body)) {
    const [name, type] = [attribute(tag, "name"), attribute(tag, "type")];
    const value = attribute(tag, "value");
    const isOn = /\schecked(=|\s|\/|>|$)/.test(tag);
    if (name === "" || ["hidden", "password", "file", "submit"].includes(type)) continue;
    if (type === "checkbox") {
      const on = value === "" ? "on" : value;
      fields.push({ name, is: "check", value: isOn ? on : "", choices: ["", on] });
    } else if (type === "radio") {
      const field = radios.get(name) ?? { name, is: "radio", value: "", choices: [] };
      if (!radios.has(name)) fields.push(field);
      radios.set(name, field);
      field.choices.push(value);
      if (isOn) field.value = value;
    } else fields.push({ name, is: "text", value, choices: [] });
  }
  for (const [, head = "", text = ""] of body.matchAll(/<textarea\b([^>]*)>(.*?)<\/textarea>/gs)) {
    const value = unescapeHtml(text).replace(/^\n/, "");
    fields.push({ name: attribute(head, "name"), is: "text", value, choices: [] });
  }
  for (const [, head = "", inside = ""] of body.matchAll(/<select\b([^>]*)>(.*?)<\/select>/gs)) {
    const options = [...inside.matchAll(/<option\b([^>]*)>/g)].map(([, tag = ""]) => tag);
    const choices = options.map((tag) => attribute(tag, "value"));
    const chosen = options.findIndex((tag) => /\sselected(=|\s|$)/.test(tag));
    const value = choices[Math.max(0, chosen)] ?? "";
    fields.push({ name: attribute(head, "name"), is: "select", value, choices });
  }
  return fields;
}

function inputsOf(body: string): string[] {
  return [...body.matchAll(/<input\b[^>]*>/g)].map(([tag]) => tag);
}

function attribute(tag: string, name: string): string {
  return unescapeHtml(tag.match(new RegExp(`(?:^|\\s)${name}="([^"]*)"`))?.[1] ?? "");
}
