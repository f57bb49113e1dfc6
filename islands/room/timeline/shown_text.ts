/**
 * A message as plain text, as it is written: lists with their marks, code without its buttons, the
 * cells of a table with tabs between them, hidden texts hidden.
 */
export function shownText(bubble: HTMLElement): string {
  return blocksOf(bubble).replace(/\n{3,}/g, "\n\n").trim();
}

function blocksOf(parent: Element): string {
  return [...parent.children].map((block, n) => {
    const apart = n > 0 && block.matches("p:not(.continued)") &&
      parent.children[n - 1]?.matches("p");
    return (apart ? "\n" : "") + blockText(block);
  }).join("\n");
}

function blockText(block: Element): string {
  if (!(block instanceof HTMLElement)) return "";
  if (block.matches(".poll")) return pollText(block);
  if (block.matches(".code-block")) return block.querySelector("pre")?.textContent ?? "";
  if (block.matches("blockquote")) return indented(blocksOf(block), "> ", "> ");
  if (block instanceof HTMLOListElement) {
    return listText(block, (n) => `${block.start + n}. `);
  }
  if (block.matches("ul")) return listText(block, () => "- ");
  const rows = [...block.querySelectorAll("tr")];
  if (rows.length > 0) {
    return rows.map((row) => [...row.cells].map(inlineText).join("\t")).join("\n");
  }
  return inlineText(block);
}

/** The question, and its answers with what is known of their votes. */
function pollText(poll: HTMLElement): string {
  const question = poll.querySelector(".question");
  const answers = [...poll.querySelectorAll(".option")].map((option) => {
    const count = option.querySelector(".count-of")?.textContent;
    return `- ${option.querySelector("[dir]")?.textContent}${count ? ` (${count})` : ""}`;
  });
  return [question ? blocksOf(question) : "", ...answers].join("\n");
}

function listText(list: Element, mark: (index: number) => string): string {
  return [...list.children].map((item, index) => {
    const tick = item.querySelector<HTMLElement>(":scope > .tick");
    const task = tick ? `[${tick.dataset.done ? "x" : " "}] ` : "";
    const blocks = [...item.children].filter((one) => one !== tick).map(blockText).join("\n");
    const before = mark(index);
    return indented(blocks, before + task, " ".repeat(before.length));
  }).join("\n");
}

/** Lines with something before the first of them, and something before the others. */
function indented(text: string, first: string, others: string): string {
  return text.split("\n").map((line, n) => (n === 0 ? first : others) + line).join("\n");
}

function inlineText(element: HTMLElement): string {
  const hidden = [...element.querySelectorAll<HTMLElement>(".spoiler:not([data-shown])")];
  if (hidden.length === 0) return element.textContent ?? "";
  const copy = element.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return "";
  for (const one of copy.querySelectorAll(".spoiler:not([data-shown])")) one.textContent = "▒▒▒";
  return copy.textContent ?? "";
}
