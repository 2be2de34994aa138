// What stands between a text and its being saved, and the ways out.

import type { JSX } from "preact";
import { Button } from "../../kit/button";
import { Notice } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { Tab } from "./tab";

export function Trouble({ tab }: { readonly tab: Tab }): JSX.Element | null {
  const standing = tab.file.standing.value;
  if (standing.at === "elsewhere") {
    return (
      <Notice tone="warn">
        {t("Somebody else has changed this file since you opened it.")} <Button onClick={() => void tab.file.reload()}>{t("Take theirs")}</Button> <Button onClick={() => void tab.save(true)}>{t("Keep mine")}</Button>
      </Notice>
    );
  }
  if (standing.at === "gone") {
    return (
      <Notice tone="warn">
        {t("This file was removed.")} <Button onClick={() => void tab.save()}>{t("Save it again")}</Button>
      </Notice>
    );
  }
  return standing.at === "unsaved" ? <Notice tone="bad">{t("It could not be saved: {why}", { why: standing.why })}</Notice> : null;
}
