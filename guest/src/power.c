#include "power.h"

#include <signal.h>
#include <sys/reboot.h>
#include <unistd.h>

#include "answer.h"
#include "disks.h"
#include "events.h"
#include "freeze.h"
#include "link.h"
#include "log.h"
#include "loop.h"
#include "methods.h"
#include "powers.h"
#include "reap.h"
#include "session.h"

enum { GRACE_BY_SIGNAL_MS = 5000, AFTER_KILL_MS = 1000 };

enum stage { STAGE_ON, STAGE_WORKLOAD, STAGE_EVERYBODY, STAGE_KILLED, STAGE_OFF };

static struct {
	enum stage stage;
	uint32_t grace_ms;
	bool reboot;
	struct timer timer;
} power;

void power_cut(bool reboot_wanted)
{
	sync();
	disks_settle();
	if (!reboot_wanted)
		reboot(RB_POWER_OFF);
	reboot(RB_AUTOBOOT); /* the VMM ends instead of starting anew */
	reboot((int)RB_HALT_SYSTEM);
	for (;;)
		pause();
}

static void off(void)
{
	power.stage = STAGE_OFF;
	timer_disarm(&power.timer);
	link_flush();
	if (powers_held())
		power_cut(power.reboot);
	loop_stop();
}

static void kill_all(void)
{
	power.stage = STAGE_KILLED;
	timer_arm(&power.timer, AFTER_KILL_MS);
	if (powers_held())
		kill(-1, SIGKILL);
	else
		sessions_signal(SIGKILL);
}

static void terminate_all(void)
{
	power.stage = STAGE_EVERYBODY;
	timer_arm(&power.timer, power.grace_ms / 2);
	sessions_hang_up();
	if (powers_held())
		kill(-1, SIGTERM);
	else
		sessions_signal(SIGTERM);
	reap_now(); /* nobody may be there */
}

static void stop_workload(void)
{
	const struct session *workload = session_workload();
	if (workload == NULL) {
		terminate_all();
		return;
	}
	power.stage = STAGE_WORKLOAD;
	timer_arm(&power.timer, power.grace_ms / 2);
	session_signal(workload, workload->stop_signal != 0 ? (int)workload->stop_signal : SIGTERM, WHOM_LEADER);
}

static void next_stage(struct timer *timer)
{
	(void)timer;
	switch (power.stage) {
	case STAGE_WORKLOAD:
		terminate_all();
		break;
	case STAGE_EVERYBODY:
		kill_all();
		break;
	case STAGE_KILLED:
		off();
		break;
	case STAGE_ON:
	case STAGE_OFF:
		break;
	}
}

void power_collected(bool none_left)
{
	if (power.stage == STAGE_WORKLOAD && session_workload() == NULL)
		terminate_all();
	if ((power.stage == STAGE_EVERYBODY || power.stage == STAGE_KILLED) && none_left)
		off();
}

static void begin(uint32_t grace_ms, bool reboot)
{
	if (power.stage != STAGE_ON)
		return;
	log_line("powering off");
	event_powering_off();
	sessions_end_supervision();
	thaw(); /* what is frozen cannot end in order */
	power.grace_ms = grace_ms;
	power.reboot = reboot;
	power.timer.due = next_stage;
	stop_workload();
}

void power_asked_to_stop(void)
{
	begin(GRACE_BY_SIGNAL_MS, false);
}

void poweroff_method(uint32_t stream, const struct request *request)
{
	answer_done(stream);
	begin(request->as.poweroff.grace_ms, request->as.poweroff.reboot);
}
