// One page for every stage of a visit: a question, a refusal, a file, or a directory.

import { Clock3, CloudOff, Link2Off } from "lucide-preact";
import type { ComponentChildren, JSX } from "preact";
import { useEffect } from "preact/hooks";
import { formatMinute } from "../shell/dates";
import { Button } from "../kit/button";
import { EmptyState, Spinner } from "../kit/feedback";
import { t } from "../languages/say";
import { Logo } from "../shell/logo";
import { sceneOf } from "../shell/scenes";
import { Wallpaper } from "../shell/wallpaper";
import { DirectoryPage } from "./directory-page";
import { FilePage } from "./file-page";
import { PasswordForm } from "./password-form";
import type { Stage, Visit } from "./visit";

export function Page({ visit }: { readonly visit: Visit }): JSX.Element {
  const stage = visit.stage.value;
  const end = stage.at === "open" ? stage.opened.expires_at : null;
  useEffect(() => void (document.title = stage.at === "open" ? stage.entry.name : t("Shared with you")), [stage]);
  return (
    <div class="link-page">
      <Wallpaper scene={sceneOf(null)} />
      <main class={stage.at === "open" && stage.entry.kind === "directory" ? "wide" : ""}>
        <Content visit={visit} stage={stage} />
        {end && (
          <p class="link-end soft">
            <Clock3 size={14} aria-hidden /> {t("Here until {moment}", { moment: formatMinute(end) })}
          </p>
        )}
      </main>
      <footer>
        <Logo size={22} /> {t("Shared with Ingle")}
      </footer>
    </div>
  );
}

function Content({ visit, stage }: { readonly visit: Visit; readonly stage: Stage }): ComponentChildren {
  switch (stage.at) {
    case "opening":
      return (
        <div class="link-waiting">
          <Spinner name={t("Opening the link")} />
        </div>
      );
    case "asking":
      return <PasswordForm visit={visit} wrong={stage.wrong} />;
    case "refused":
      return (
        <EmptyState icon={Link2Off} title={t("This link opens nothing")}>
          {t("It has ended, was taken back, or is not complete. Ask whoever sent it for another one.")}
        </EmptyState>
      );
    case "failed":
      return (
        <EmptyState icon={CloudOff} title={t("This cannot be shown now")} action={<Button onClick={() => void visit.open()}>{t("Try again")}</Button>}>
          {stage.why}
        </EmptyState>
      );
    case "open":
      return stage.entry.kind === "directory" ? <DirectoryPage visit={visit} /> : <FilePage visit={visit} entry={stage.entry} />;
  }
}
