import type { Clock, Random } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import { IrcDoor } from "./door.ts";
import type { IrcGateway } from "./gateway.ts";
import { SharedFrames } from "./shared_frames.ts";

/** What the IRC door of an instance is made over. */
export interface IrcDoorParts {
  instance: IrcGateway["instance"];
  identity: IrcGateway["identity"];
  administration: IrcGateway["administration"];
  community: IrcGateway["community"];
  /** Whether anybody is taken now. */
  takes: () => boolean;
}

/** Makes the door through which IRC clients come in. */
export function createIrcDoor(
  { takes, ...parts }: IrcDoorParts,
  runtime: { clock: Clock; random: Random; logger: Logger },
): IrcDoor {
  return new IrcDoor({ ...parts, ...runtime, frames: new SharedFrames() }, takes);
}
