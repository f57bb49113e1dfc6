/** Hosts that only lead from a machine to itself. */
const THIS_MACHINE = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Whether a link is of no use to anybody on another machine. */
export function leadsToThisMachine(link: string): boolean {
  return THIS_MACHINE.test(new URL(link).hostname);
}
