import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { renderToString } from "preact-render-to-string";
import { loadIslands } from "../../lib/islands/server/island.tsx";
import { IslandError } from "../../lib/islands/shared/island.ts";
import { registry } from "../../islands/registry.ts";
import { source } from "../../tools/assets/palabre.ts";

function Greeting({ name }: { name: string }) {
  return <p>Hello {name}</p>;
}
const registryOfOne = { Greeting: () => Promise.resolve(Greeting) };

Deno.test("island - is complete HTML with its props once beside it", async () => {
  const Island = await loadIslands(registryOfOne);
  assertEquals(
    renderToString(<Island name="Greeting" props={{ name: "Awa" }} />),
    '<div data-island="Greeting"><p>Hello Awa</p></div>' +
      '<script type="application/json" data-island-props="Greeting">{"name":"Awa"}</script>',
  );
});

Deno.test("island - a name that is script stays text, in the HTML and in the props", async () => {
  const Island = await loadIslands(registryOfOne);
  const name = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";
  const html = renderToString(<Island name="Greeting" props={{ name }} />);
  assertEquals(html.match(/<script/g)?.length, 1);
  assertEquals(html.includes("<img"), false);
  const block = html.match(/<script[^>]*>(.*)<\/script>/)?.[1] ?? "";
  assertEquals(JSON.parse(block), { name });
});

Deno.test("island - an unknown name is refused with what to do", async () => {
  const Island = await loadIslands(registryOfOne);
  renderToString(<Island name="Greeting" props={{ name: "Awa" }} />);
  const Untyped = Island as (island: { name: string; props: object }) => never;
  const error = assertThrows(
    () => renderToString(<Untyped name="Greting" props={{}} />),
    IslandError,
  );
  assertEquals([error.island, error.fault], ["Greting", "unknown"]);
  assertStringIncludes(error.message, "islands/registry.ts");
});

Deno.test("island - a component that cannot be imported fails at the start, not in a page", async () => {
  await assertRejects(
    () => loadIslands({ Broken: () => Promise.reject(new Error("no such file")) }),
    Error,
    "no such file",
  );
});

Deno.test("island - each name of the registry has its file and loads a component", async () => {
  await loadIslands(registry);
  for (const [name, path] of Object.entries(source.islands)) {
    const { isFile } = await Deno.stat(new URL(`../../${path}`, import.meta.url));
    assertEquals(isFile, true, `${name} needs ${path}`);
  }
});
