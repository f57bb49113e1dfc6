/** Draws something else in a browser than on the server: what an island must not do. */
export function Window() {
  return <p>{typeof document === "undefined" ? "on the server" : "in a browser"}</p>;
}
