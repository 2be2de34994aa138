#include "events.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "proc.h"
#include "session.h"
#include "supervise.h"

/* How often the kernel has killed for want of memory since boot. */
static uint64_t memory_kills(void)
{
	char *statistics = malloc(16384);
	uint64_t kills = 0;
	if (statistics != NULL && proc_read("/proc/vmstat", statistics, 16384) > 0) {
		const char *line = strstr(statistics, "\noom_kill ");
		if (line != NULL)
			kills = strtoull(line + strlen("\noom_kill "), NULL, 10);
	}
	free(statistics);
	return kills;
}

static void event_oom(const struct session *session)
{
	static uint64_t known;
	uint64_t kills = memory_kills();
	if (kills <= known)
		return;
	known = kills;
	struct answer answer;
	answer_begin(&answer, 2);
	answer_text(&answer, "event", "oom");
	answer_text(&answer, "session", session->id);
	answer_send(&answer, FRAME_EVENT, 0);
}

void event_session_exit(const struct session *session)
{
	if (session->signalled && session->exit_code == SIGKILL)
		event_oom(session);
	struct answer answer;
	answer_begin(&answer, 4);
	answer_text(&answer, "event", "session_exit");
	answer_text(&answer, "session", session->id);
	session_put_exit(&answer, session);
	answer_text(&answer, "role", session->workload ? "workload" : "exec");
	answer_send(&answer, FRAME_EVENT, 0);
}

void event_workload(const struct session *session, bool backing_off)
{
	struct answer answer;
	answer_begin(&answer, backing_off ? 5 : 4);
	answer_text(&answer, "event", "workload");
	answer_text(&answer, "session", session->id);
	answer_u64(&answer, "restarts", supervise_restarts(session));
	answer_text(&answer, "state", backing_off ? "backing_off" : "running");
	if (backing_off)
		session_put_exit(&answer, session);
	answer_send(&answer, FRAME_EVENT, 0);
}

void event_health(const struct session *session, const char *health, const char *output, size_t size)
{
	struct answer answer;
	answer_begin(&answer, 4);
	answer_text(&answer, "event", "health");
	answer_text(&answer, "session", session->id);
	answer_text(&answer, "health", health);
	answer_bin(&answer, "output", output, size);
	answer_send(&answer, FRAME_EVENT, 0);
}

void event_powering_off(void)
{
	struct answer answer;
	answer_begin(&answer, 1);
	answer_text(&answer, "event", "powering_off");
	answer_send(&answer, FRAME_EVENT, 0);
}
