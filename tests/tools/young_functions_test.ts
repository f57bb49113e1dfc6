import { assertEquals, assertStringIncludes } from "@std/assert";
import { withYoungFunctions } from "../../tools/assets/young_functions.ts";

const MODULE = `
export const log = [];
class Counter {
  #next = 0;
  count = () => ++this.#next;
  constructor() {
    this.later = async (by) => { this.inner = function () { return by + this.#next; }; };
    this["twice"] = () => { const one = () => 2; return one() * 2; };
    this.kept ??= (a) => ({ b: a });
  }
}
const counter = new Counter();
log.push(counter.count(), counter.twice(), counter.kept(3).b);
await counter.later(1);
log.push(counter.inner(), counter.later.length, counter.count.name);
`;

async function logOf(module: string): Promise<unknown> {
  return (await import(`data:text/javascript,${encodeURIComponent(module)}`)).log;
}

Deno.test("build - a function in a property does what it did, and is no method to V8", async () => {
  const young = withYoungFunctions(MODULE);
  assertEquals(await logOf(young), await logOf(MODULE));
  assertStringIncludes(young, "this.later = (0, async (by) => { this.inner = (0, function () {");
  assertStringIncludes(young, "this.kept ??= (0, (a) => ({ b: a }));");
  assertStringIncludes(young, "count = () => ++this.#next;\n"); // a field is not written that way
});
