import { type Node, parse } from "acorn";

const FUNCTIONS: ReadonlySet<string> = new Set(["FunctionExpression", "ArrowFunctionExpression"]);

/**
 * A module in which no function is written straight into a property: `a.b = () => c` becomes
 * `a.b = (0, () => c)`, which means the same. V8 makes a function of the first form old at once, because it
 * takes it for a method: what it closes over then waits for the next full collection. A page's
 * whole tree did (Preact makes such functions for each context), at a third of its cost.
 */
export function withYoungFunctions(module: string): string {
  const brackets: Array<{ at: number; text: string }> = [];
  const visit = (node: Node): void => {
    if (isWrittenIntoProperty(node)) {
      brackets.push({ at: node.right.start, text: "(0, " }, { at: node.right.end, text: ")" });
    }
    for (const part of Object.values(node).flat()) if (isNode(part)) visit(part);
  };
  visit(parse(module, { ecmaVersion: "latest", sourceType: "module" }));
  brackets.sort((one, other) => one.at - other.at);
  let [text, from] = ["", 0];
  for (const bracket of brackets) {
    text += module.slice(from, bracket.at) + bracket.text;
    from = bracket.at;
  }
  return text + module.slice(from);
}

function isWrittenIntoProperty(node: Node): node is Node & { right: Node } {
  const { type, left, right } = node as { type: string; left?: unknown; right?: unknown };
  return type === "AssignmentExpression" && isNode(left) && left.type === "MemberExpression" &&
    isNode(right) && FUNCTIONS.has(right.type);
}

function isNode(part: unknown): part is Node {
  return typeof part === "object" && part !== null && "type" in part && "start" in part;
}
