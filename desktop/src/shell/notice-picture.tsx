// A notification's picture: an icon by its name, a picture that it brings, or a sign of what it is about.

import { Bell, Bot, CircleAlert, CircleCheck, Download, File, Folder, Image, Info, KeyRound, Mail, MessageSquare, Server, Share2, TriangleAlert, Upload, UserRound, type LucideIcon } from "lucide-preact";
import type { JSX } from "preact";
import type { Target } from "../core/notices";
import type { Notification } from "../wire/generated";
import type { AppManifest } from "./app";
import { AppIcon } from "./app-icon";

/** The names that `icon` of a notification may have; others are shown as a bell. */
const SIGNS: Readonly<Record<string, LucideIcon>> = {
  alert: CircleAlert,
  bell: Bell,
  bot: Bot,
  check: CircleCheck,
  download: Download,
  file: File,
  folder: Folder,
  image: Image,
  info: Info,
  key: KeyRound,
  mail: Mail,
  machine: Server,
  message: MessageSquare,
  share: Share2,
  upload: Upload,
  user: UserRound,
  warning: TriangleAlert,
};

interface NoticePictureProps {
  readonly notification: Notification;
  readonly target: Target | null;
  readonly apps: readonly AppManifest[];
}

export function NoticePicture({ notification, target, apps }: NoticePictureProps): JSX.Element {
  const { icon = "" } = notification;
  if (icon.startsWith("data:image/")) return <img class="notice-picture" src={icon} alt="" />;
  const app = icon ? undefined : apps.find((one) => one.id === (notification.app || (target?.kind === "app" && target.app)));
  if (app) return <AppIcon app={app} size={32} />;
  const Sign = SIGNS[icon] ?? (target?.kind === "file" ? File : Bell);
  return (
    <span class="notice-picture" aria-hidden="true">
      <Sign size={17} />
    </span>
  );
}
