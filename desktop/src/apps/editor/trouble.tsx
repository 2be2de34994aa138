// What stands between a text and its being saved, and the ways out.

import type { JSX } from "preact";
import { Button } from "../../kit/button";
import { Notice } from "../../kit/feedback";
import type { Tab } from "./tab";

export function Trouble({ tab }: { readonly tab: Tab }): JSX.Element | null {
  const standing = tab.file.standing.value;
  if (standing.at === "elsewhere") {
    return (
      <Notice tone="warn">
        Somebody else has changed this file since you opened it. <Button onClick={() => void tab.file.reload()}>Take theirs</Button> <Button onClick={() => void tab.save(true)}>Keep mine</Button>
      </Notice>
    );
  }
  if (standing.at === "gone") {
    return (
      <Notice tone="warn">
        This file was removed. <Button onClick={() => void tab.save()}>Save it again</Button>
      </Notice>
    );
  }
  return standing.at === "unsaved" ? <Notice tone="bad">It could not be saved: {standing.why}</Notice> : null;
}
