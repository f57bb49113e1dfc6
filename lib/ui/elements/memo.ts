import { Component, type FunctionComponent, h } from "preact";

/** A component that renders again only when one of its props changed. */
export function memo<P extends object>(draw: FunctionComponent<P>): FunctionComponent<P> {
  class Memo extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      return differs(this.props, next);
    }
    override render() {
      return h(draw, this.props);
    }
  }
  return (props: P) => h(Memo, props);
}

/** Runs for every row at every change: no allocation. */
function differs<P extends object>(before: P, after: P): boolean {
  for (const key in after) if (after[key] !== before[key]) return true;
  for (const key in before) if (!(key in after)) return true;
  return false;
}
