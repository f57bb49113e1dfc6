import { useReading } from "../reading.ts";

/** Asks what somebody who is added to a group will see: what is written from then on, or `all` of it. */
export function GroupSight({ all = false }: { all?: boolean }) {
  const { words } = useReading();
  return (
    <fieldset class="choice">
      <legend>{words.t("group.sees")}</legend>
      <label class="check">
        <input type="radio" name="all" value="" defaultChecked={!all} />
        {words.t("group.sees-from-now")}
      </label>
      <label class="check">
        <input type="radio" name="all" value="on" defaultChecked={all} />
        {words.t("group.sees-all")}
      </label>
    </fieldset>
  );
}
