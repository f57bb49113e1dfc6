import type { FunctionComponent } from "preact";
import { h } from "preact";
import { useEffect, useState } from "preact/hooks";

/** A component whose code comes when it is first drawn; nothing is drawn until then. */
export function lazy<P extends object>(
  load: () => Promise<FunctionComponent<P>>,
): FunctionComponent<P> {
  let loaded: FunctionComponent<P> | undefined;
  return function Lazy(props: P) {
    const [component, setComponent] = useState(() => loaded);
    useEffect(() => {
      if (component) return;
      load().then((arrived) => {
        loaded = arrived;
        setComponent(() => arrived);
      }, reportError);
    }, []);
    return component ? h(component, props) : null;
  };
}
