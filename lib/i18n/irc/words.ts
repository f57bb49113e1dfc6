/** What people read in an IRC client beside the protocol's own words, in one language. */
export interface IrcWords {
  /** `{community}`, `{nick}` */
  welcome: string;
  /** A guest's way back; `{token}` */
  guestToken: string;
  /** Before an older text where the client shows no replies; `{name}`, `{text}` */
  replyTo: string;
  replyToGone: string;
  inThread: string;
  edited: string;
  deleted: string;
  moved: string;
  /** `{emoji}`, `{text}` */
  reacted: string;
  reactedThen: string;
  unreacted: string;
  pinned: string;
  pinnedThen: string;
  forwarded: string;
  /** `{name}`, `{size}` */
  file: string;
  poll: string;
  /** `{target}`, `{seq}` */
  pollVote: string;
  /** `{count}` */
  pollNumbers: string;
  pollClosed: string;
  /** `{time}` */
  vanishing: string;
  staying: string;
  /** `{title}` */
  renamed: string;
  noticeUntil: string;
  request: string;
  /** `{address}` */
  rules: string;
  unmuted: string;
  /** Why there is no connection. */
  closing: {
    flood: string;
    timeout: string;
    registration: string;
    crowded: string;
    full: string;
    quit: string;
    lost: string;
  };
  motd: string[];
  /** `{channel}` */
  joinToMake: string;
  noRoom: string;
  kickNeedsTime: string;
  muteNeedsTime: string;
  saslNeeded: string;
}
