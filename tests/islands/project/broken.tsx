export function Broken() {
  if (typeof document !== "undefined") throw new Error("no such thing here");
  return <p>still readable</p>;
}
