/* Sessions that nobody is attached to and that neither say nor hear anything are ended, when they were made so. */
#include "freeze.h"
#include "policy.h"
#include "session.h"

enum { FROZEN_MS = 1000 };

void session_used(struct session *session)
{
	session->used_ns = monotonic_ns();
}

/* Being attached to is a use that goes on. Who is frozen cannot end: after the thaw is soon enough. */
static void idle_due(struct timer *timer)
{
	struct session *session = CONTAINER(timer, struct session, idle);
	if (session->attached != NULL)
		session_used(session);
	uint32_t left = idle_left_ms(monotonic_ns(), session->used_ns, session->idle_ms);
	if (left > 0 || frozen()) {
		timer_arm(&session->idle, left > 0 ? left : FROZEN_MS);
		return;
	}
	session->idled = true;
	session_hang_up(session);
}

void session_watch_idleness(struct session *session)
{
	session_used(session);
	session->idle.due = idle_due;
	if (session->idle_ms > 0)
		timer_arm(&session->idle, session->idle_ms);
}
