/** The addresses of a name, in the order in which the system gives them. Throws where there is none. */
export async function resolveHost(hostname: string): Promise<string[]> {
  const { lookup } = await import("node:dns/promises");
  const found = await lookup(hostname, { all: true, verbatim: true });
  return found.map(({ address }) => address);
}
