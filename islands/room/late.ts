// What the chat loads once it is alive, in one piece: each piece of its own would split what the first
// load shares with it into more files, which compress worse.
export { attachActs } from "./acts/live_acts.tsx";
export { keepAttention, titleOfChat } from "./attention/attention.ts";
export { EditLine } from "./composer/edit_line.tsx";
export { EmojiPicker } from "./composer/emoji_picker.tsx";
export { ownMessageBefore, saveEdit } from "./composer/save_edit.ts";
export { Overlays } from "./overlays/overlays.tsx";
export { UndoToast } from "./panes/undo_toast.tsx";
export { copyMessages } from "./timeline/copy_messages.ts";
export { suggestionsFor } from "./composer/suggestion_list.ts";
export { runIntent } from "./composer/run_intent.ts";
export { loadOrigin } from "./forwards/load_origins.ts";
export { countDue, tellLater } from "./later/tell_later.ts";
export { refreshSanctions } from "./overlays/sanctions_in_force.ts";
export { ReplyLine } from "./composer/reply_line.tsx";
export { ConversationFilter } from "./panes/conversation_filter.tsx";
export { MembersFilter } from "./panes/members_filter.tsx";
export { GroupTools } from "./groups/group_tools.tsx";
export { HeadTools } from "./panes/head_tools.tsx";
export { PersonMenu } from "./overlays/person_menu.tsx";
export { UnreadPointer } from "./panes/unread_pointer.tsx";
export { fetchPreview } from "./panes/fetch_preview.ts";
export { followRenames } from "./navigation/follow_renames.ts";
export { reloadAfterSignIn } from "./navigation/reload_after_sign_in.ts";
export { sendLater } from "./composer/send_later.ts";
export { ThreadPane } from "./thread/thread_pane.tsx";
