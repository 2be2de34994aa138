// Whether, by whom and with which sounds this person is told things.

import { BellOff, BellRing, House, Volume2 } from "lucide-preact";
import type { JSX } from "preact";
import { useReading } from "../../client/asking";
import { HOUSE, nextMorning } from "../../core/notice-habits";
import { Button } from "../../kit/button";
import { EmptyState } from "../../kit/feedback";
import { Switch } from "../../kit/switch";
import { dateFormat, numberFormat } from "../../languages/formats";
import { t } from "../../languages/say";
import type { AppManifest, Host } from "../../shell/app";
import { AppIcon } from "../../shell/app-icon";
import { Line, Lines, Section, type PageProps } from "./parts";

const HOUR_MS = 3_600_000;
const timeOf = dateFormat({ weekday: "short", hour: "2-digit", minute: "2-digit" });
const percentOf = numberFormat({ style: "percent" });

export function Notifications({ host }: PageProps): JSX.Element {
  return (
    <>
      <Alone host={host} />
      <Heard host={host} />
      <Senders host={host} />
      <p class="soft">{t("This goes with you to your other devices.")}</p>
    </>
  );
}

interface PartProps {
  readonly host: Host;
}

function Alone({ host: { habits } }: PartProps): JSX.Element {
  const { quiet: chosen } = habits.value.value;
  const quiet = habits.quiet.value;
  const note = !quiet ? t("New ones are shown in a corner for a moment.") : typeof chosen === "number" ? t("Until {time}", { time: timeOf(new Date(chosen)) }) : t("Until you turn it off");
  return (
    <Section title={t("Do not disturb")} about={t("New notifications wait behind the bell, and are not heard.")}>
      <div class="lines">
        <div>
          <Line mark={quiet ? <BellOff size={18} aria-hidden /> : <BellRing size={18} aria-hidden />} title={quiet ? t("You are left alone") : t("You are told")} note={note}>
            {!quiet && <Button onClick={() => habits.change({ quiet: Date.now() + HOUR_MS })}>{t("For an hour")}</Button>}
            {!quiet && <Button onClick={() => habits.change({ quiet: nextMorning(new Date()) })}>{t("Until the morning")}</Button>}
            <Switch name={t("Do not disturb")} on={quiet} onToggle={(on) => habits.change({ quiet: on })} />
          </Line>
        </div>
      </div>
    </Section>
  );
}

function Heard({ host: { habits } }: PartProps): JSX.Element {
  const { sounds, volume } = habits.value.value;
  return (
    <Section title={t("Sounds")} about={t("A soft one for a notification, and a low one when something goes wrong.")}>
      <div class="lines">
        <div>
          <Line mark={<Volume2 size={18} aria-hidden />} title={t("Play sounds")}>
            <Switch name={t("Play sounds")} on={sounds} onToggle={(on) => habits.change({ sounds: on })} />
          </Line>
        </div>
        {sounds && (
          <div>
            <label class="volume-line">
              <span>{t("Volume")}</span>
              <input
                type="range"
                min={0.05}
                max={1}
                step={0.05}
                value={volume}
                aria-valuetext={percentOf(volume)}
                onInput={(event) => habits.change({ volume: event.currentTarget.valueAsNumber })}
                onChange={() => habits.try("notice")}
              />
            </label>
            <div class="doing">
              <Button onClick={() => habits.try("notice")}>{t("Play a notification")}</Button>
              <Button onClick={() => habits.try("error")}>{t("Play an error")}</Button>
            </div>
          </div>
        )}
      </div>
    </Section>
  );
}

/** The house, and the apps of others that are there or have told something. */
function Senders({ host }: PartProps): JSX.Element {
  const { habits } = host;
  const told = useReading(() => host.api.notifications.senders(), []).value ?? [];
  const { muted } = habits.value.value;
  const apps = host.apps.value.filter((app) => app.others && (app.kept || told.includes(app.id) || muted.includes(app.id)));
  return (
    <Section title={t("Who may notify you")} about={t("Of those who may not, notifications only wait behind the bell.")}>
      <Lines name={t("Who may notify you")} items={[null, ...apps]} idOf={(app) => app?.id ?? HOUSE} none={null}>
        {(app) => <Sender app={app} muted={muted.includes(app?.id ?? HOUSE)} onMute={(mute) => habits.mute(app?.id ?? HOUSE, mute)} />}
      </Lines>
      {apps.length === 0 && (
        <EmptyState icon={BellRing} title={t("No app tells you anything")} action={<Button onClick={() => host.open("appcentre")}>{t("Open the App centre")}</Button>}>
          {t("Apps that you keep, and those that have told you something, are listed here. Each can be silenced by itself.")}
        </EmptyState>
      )}
    </Section>
  );
}

interface SenderProps {
  readonly app: AppManifest | null; // null: the house
  readonly muted: boolean;
  readonly onMute: (muted: boolean) => void;
}

function Sender({ app, muted, onMute }: SenderProps): JSX.Element {
  const name = app?.name ?? "Ingle";
  return (
    <Line mark={app ? <AppIcon app={app} size={28} /> : <House size={18} aria-hidden />} title={name} note={app ? app.about : t("Your machines, other people, and programs of your own")}>
      <Switch name={t("{app} may notify", { app: name })} on={!muted} onToggle={(on) => onMute(!on)} />
    </Line>
  );
}
