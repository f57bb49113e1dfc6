import { FilesPane } from "../files/files_pane.tsx";
import { ThreadPane, type ThreadPaneProps } from "../thread/thread_pane.tsx";

/** The conversation, and the root of the thread that is open; without one, its files are. */
export interface AsideProps extends Omit<ThreadPaneProps, "root"> {
  root: number | undefined;
}

/** A thread of a conversation, or what was shared in it. */
export function AsidePane({ root, ...props }: AsideProps) {
  return root === undefined
    ? <FilesPane conversation={props.conversation} />
    : <ThreadPane {...props} root={root} />;
}
