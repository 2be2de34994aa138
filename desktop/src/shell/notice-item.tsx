// One notification in the panel.

import { X } from "lucide-preact";
import type { JSX } from "preact";
import { ago } from "../core/notices";
import { IconButton } from "../kit/button";
import { t } from "../languages/say";
import type { Notification } from "../wire/generated";
import { NoticePicture } from "./notice-picture";
import type { Shell } from "./shell";

export interface NoticeItemProps {
  readonly shell: Shell;
  readonly notification: Notification;
  readonly now: Date;
  readonly onPutAway: () => void;
}

export function NoticeItem({ shell, notification, now, onPutAway }: NoticeItemProps): JSX.Element {
  const { centre, desk } = shell;
  const target = centre.targetOf(notification);
  const { title, text, created_at: at } = notification;
  const maker = desk.apps.find((one) => one.id === notification.app)?.name;
  const told = (
    <>
      <NoticePicture notification={notification} target={target} apps={desk.apps} />
      <span class="told">
        <strong>{title}</strong>
        {text && <span class="text">{text}</span>}
        <small>
          {maker && `${maker} · `}
          <time dateTime={at}>{ago(at, now)}</time>
        </small>
      </span>
    </>
  );
  const key = (event: KeyboardEvent): void => {
    if (event.key !== "Delete") return;
    event.preventDefault();
    onPutAway();
  };
  return (
    <li onKeyDown={key}>
      {target ? (
        <button type="button" class="about" onClick={() => centre.visit(notification, target)}>
          {told}
        </button>
      ) : (
        <div class="about">{told}</div>
      )}
      <IconButton name={t("Clear {title}", { title })} icon={X} size={15} onClick={onPutAway} />
    </li>
  );
}
