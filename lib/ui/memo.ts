import { Component, type FunctionComponent, h } from "preact";

/** A component that is drawn again only when one of its props is another value. */
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

function differs(before: object, after: object): boolean {
  const old = new Map(Object.entries(before));
  const entries = Object.entries(after);
  return entries.length !== old.size || entries.some(([key, value]) => old.get(key) !== value);
}
