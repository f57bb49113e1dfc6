import { type FunctionComponent, type VNode } from "preact";
import { encodeProps } from "./props.ts";
import {
  ISLAND_ATTRIBUTE,
  type IslandComponent,
  IslandError,
  PROPS_ATTRIBUTE,
  type PropsOf,
  type Registry,
} from "../shared/island.ts";

/** Draws an island: its HTML, and its props for the browser, which takes over from there. */
export interface IslandOf<R extends Registry> {
  <N extends keyof R & string>(island: { name: N; props: PropsOf<R, N> }): VNode;
}

/**
 * Imports the components of all islands once and gives the component that places them in a page.
 * An island stands in a page, never inside another island. Throws an `IslandError` for a name that
 * is not in the registry and for props that are not plain JSON.
 */
export async function loadIslands<R extends Registry>(registry: R): Promise<IslandOf<R>> {
  const components = new Map<string, IslandComponent>(
    await Promise.all(
      Object.entries(registry).map(async ([name, load]) => [name, await load()] as const),
    ),
  );
  return function Island({ name, props }) {
    const component = components.get(name);
    if (!component) throw new IslandError(name, "unknown", "it is not in the registry");
    // The types of name and props were matched by the caller's signature.
    const Component = component as FunctionComponent<object>;
    const encoded = encodeProps(name, props);
    const marked = { [ISLAND_ATTRIBUTE]: name };
    const stored = { [PROPS_ATTRIBUTE]: name };
    return (
      <>
        <div {...marked}>
          <Component {...(props as object)} />
        </div>
        <script
          type="application/json"
          {...stored}
          // deno-lint-ignore react-no-danger -- data, not code: encodeProps leaves nothing that ends it
          dangerouslySetInnerHTML={{ __html: encoded }}
        />
      </>
    );
  };
}
