#include "supervise.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cgroup.h"
#include "events.h"
#include "freeze.h"
#include "health.h"
#include "log.h"
#include "policy.h"
#include "session.h"
#include "texts.h"

enum { NOT_STARTED = 127, NS_PER_MS = 1000000 };

struct supervision {
	struct session *session;
	struct restart_policy policy;
	struct spawn what; /* with copies of everything that it points to */
	struct user user;
	struct ends ends; /* the program's; open as long as it may be started again */
	uint32_t in_row;
	uint32_t restarts;
	uint64_t began_ns;
	struct timer pause;
	bool backing_off;
	bool held; /* the pause is over, but the machine is frozen */
	bool asked_to_stop;
	struct health health;
};

const char *supervise_refusal(const struct exec_request *wanted)
{
	const struct restart_request *restart = &wanted->restart;
	const struct health_request *health = &wanted->health;
	enum restart_when when;
	if (!restart->present && !health->present)
		return NULL;
	if (wanted->role == NULL || strcmp(wanted->role, "workload") != 0)
		return "restart, health: only a workload is supervised";
	if (restart->present && !restart_when_of(restart->when, &when))
		return "restart: when is none of no, on-failure, always";
	if (health->present && health->argv[0] == NULL)
		return "health: argv is empty";
	if (health->present && (health->interval_ms == 0 || health->timeout_ms == 0 || health->retries == 0))
		return "health: interval_ms, timeout_ms and retries begin at 1";
	return NULL;
}

static char *copy(const char *text)
{
	return text == NULL ? NULL : strdup(text);
}

static bool copy_program(struct supervision *to, const struct spawn *what, char **argv)
{
	to->what = *what;
	to->what.argv = argv;
	to->what.env = texts_copy(what->env);
	to->what.path = copy(what->path);
	to->what.cwd = copy(what->cwd);
	if (what->user != NULL) {
		to->user = *what->user;
		to->what.user = &to->user;
	}
	return to->what.env != NULL && to->what.path != NULL && to->what.cwd != NULL;
}

static void pause_due(struct timer *timer);

int supervise(struct session *session, const struct exec_request *wanted, const struct spawn *what,
	      const struct ends *ends)
{
	struct supervision *made = calloc(1, sizeof *made);
	if (made == NULL)
		return -ENOMEM;
	made->session = session;
	made->ends = (struct ends){-1, -1, -1};
	made->pause.due = pause_due;
	health_init(&made->health, session, &made->what);
	if (wanted->restart.present) {
		restart_when_of(wanted->restart.when, &made->policy.when);
		made->policy.max_retries = wanted->restart.max_retries;
	}
	if (!copy_program(made, what, session->argv) ||
	    (wanted->health.present && health_configure(&made->health, &wanted->health) < 0)) {
		supervise_free(made);
		return -ENOMEM;
	}
	made->ends = *ends;
	session->supervision = made;
	return 0;
}

void supervise_free(struct supervision *supervision)
{
	if (supervision == NULL)
		return;
	timer_disarm(&supervision->pause);
	ends_shut(&supervision->ends);
	health_free(&supervision->health);
	free(supervision->what.env);
	free((char *)supervision->what.path);
	free((char *)supervision->what.cwd);
	loop_bury(supervision);
}

void supervise_started(struct session *session)
{
	struct supervision *of = session->supervision;
	if (of == NULL)
		return;
	of->began_ns = monotonic_ns();
	health_begin(&of->health);
}

bool supervise_again(struct session *session)
{
	struct supervision *of = session->supervision;
	if (of == NULL)
		return false;
	health_pause(&of->health);
	if (monotonic_ns() - of->began_ns >= (uint64_t)RESTART_GOOD_RUN_MS * NS_PER_MS)
		of->in_row = 0;
	bool failed = session->signalled || session->exit_code != 0;
	if (of->asked_to_stop || !restart_wanted(&of->policy, failed, of->in_row))
		return false;
	of->backing_off = true;
	timer_arm(&of->pause, restart_pause_ms(of->in_row));
	if (of->in_row < UINT32_MAX)
		of->in_row++;
	event_workload(session, true);
	return true;
}

/* Where it cannot be started any more, that counts as an end like another. */
static void start_again(struct supervision *of)
{
	struct session *session = of->session;
	enum spawn_stage stage;
	pid_t pid;
	of->backing_off = of->held = false;
	of->began_ns = monotonic_ns();
	of->what.group = cgroup_home(true);
	int error = spawn_start(&of->what, &of->ends, &pid, &stage);
	if (of->what.group >= 0)
		close(of->what.group);
	if (error < 0) {
		log_error(session->argv[0], error);
		session_program_exited(session, NOT_STARTED);
		return;
	}
	of->restarts++;
	session_program_began(session, pid);
	event_workload(session, false);
	supervise_started(session);
}

static void pause_due(struct timer *timer)
{
	struct supervision *of = CONTAINER(timer, struct supervision, pause);
	if (frozen())
		of->held = true;
	else
		start_again(of);
}

void supervise_thawed(void)
{
	for (struct session *session = sessions_all(); session != NULL; session = session->next)
		if (session->supervision != NULL && session->supervision->held)
			timer_arm(&session->supervision->pause, 0);
}

bool supervise_stop(struct session *session)
{
	struct supervision *of = session->supervision;
	if (of == NULL)
		return false;
	of->asked_to_stop = true;
	if (!of->backing_off)
		return false;
	session_ended(session);
	return true;
}

void supervise_end(struct session *session)
{
	struct supervision *of = session->supervision;
	if (of == NULL)
		return;
	timer_disarm(&of->pause);
	of->backing_off = of->held = false;
	health_pause(&of->health);
	ends_shut(&of->ends);
}

uint32_t supervise_restarts(const struct session *session)
{
	return session->supervision == NULL ? 0 : session->supervision->restarts;
}

const char *supervise_health(const struct session *session)
{
	return health_word(session->supervision == NULL ? HEALTH_NONE : session->supervision->health.state);
}
