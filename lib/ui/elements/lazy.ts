import type { FunctionComponent } from "preact";
import { h } from "preact";
import { useEffect, useState } from "preact/hooks";

/** What a part is given that somebody waits for: they are told. */
export interface Failing {
  /** The code, or data that it cannot do without, was not to be had. */
  onFail(): void;
}

export interface LazyComponent<P> extends FunctionComponent<P> {
  /**
   * Fetches the code before it is drawn. To be called while one is online: a browser that could not
   * get a script may not ask for it again before the page is loaded anew.
   */
  preload(): void;
  /** The same; rejects where it is not to be had. */
  load(): Promise<unknown>;
}

/**
 * A component whose code comes when it is first drawn; until then `Meanwhile` stands for it, and for
 * good where the code is not to be had.
 */
export function lazy<P extends object>(
  load: () => Promise<FunctionComponent<P>>,
  Meanwhile?: FunctionComponent<P>,
): LazyComponent<P> {
  let loaded: FunctionComponent<P> | undefined;
  const fetched = () => load().then((arrived) => (loaded = arrived));
  function Lazy(props: P & Partial<Failing>) {
    const [component, setComponent] = useState(() => loaded);
    useEffect(() => {
      if (component) return;
      let wanted = true;
      fetched().then(
        (arrived) => wanted && setComponent(() => arrived),
        () => wanted && props.onFail?.(),
      );
      return () => {
        wanted = false;
      };
    }, []);
    if (component) return h(component, props);
    return Meanwhile ? h(Meanwhile, props) : null;
  }
  return Object.assign(Lazy, {
    preload: () => void fetched().catch(() => {}), // told when it is drawn
    load: fetched,
  });
}
