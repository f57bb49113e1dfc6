/** Whether the operator allows calls to this host and port, whatever its address is. */
export type IsPrivateHost = (hostname: string, port: number) => boolean;

const ENTRY = /^(\[[\da-f:.]+\]|[^\s:/@?#[\]]+)(?::(\d{1,5}))?$/i;

/**
 * Reads a list of hosts: hosts (`wiki.lan`, `10.0.0.7:8080`, `[fd00::7]`) between commas; without
 * a port, each port of it. Throws an `Error` that names what is none.
 */
export function readHosts(text: string, variable: string): IsPrivateHost {
  const entries = text.split(",").map((part) => part.trim()).filter(Boolean).map((part) => {
    const [, host, port] = ENTRY.exec(part) ?? [];
    if (host === undefined || !URL.canParse(`http://${host}`)) {
      throw new Error(`${variable}: “${part}” is no host, and no host with a port`);
    }
    return { hostname: new URL(`http://${host}`).hostname, port: port && Number(port) };
  });
  return (hostname, port) =>
    entries.some((entry) => entry.hostname === hostname && (!entry.port || entry.port === port));
}
