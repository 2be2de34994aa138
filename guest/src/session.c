#include "session.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "events.h"
#include "methods.h"
#include "supervise.h"
#include "texts.h"

static struct session *sessions;

struct session *session_find(const char *id)
{
	struct session *session = sessions;
	while (session != NULL && strcmp(session->id, id) != 0)
		session = session->next;
	return session;
}

struct session *sessions_all(void)
{
	return sessions;
}

struct session *session_workload(void)
{
	struct session *session = sessions;
	while (session != NULL && !(session->workload && session->running))
		session = session->next;
	return session;
}

static size_t count(bool done)
{
	size_t found = 0;
	for (const struct session *session = sessions; session != NULL; session = session->next)
		found += session->done == done;
	return found;
}

bool sessions_full(void)
{
	return count(false) >= SESSIONS_RUNNING_MAX;
}

void sessions_hang_up(void)
{
	for (const struct session *session = sessions; session != NULL; session = session->next)
		if (session->alive && session->tty)
			kill(-session->child.pid, SIGHUP);
}

void sessions_end_supervision(void)
{
	for (struct session *session = sessions; session != NULL; session = session->next)
		supervise_stop(session);
}

void sessions_signal(int number)
{
	for (const struct session *session = sessions; session != NULL; session = session->next)
		if (session->alive)
			kill(-session->child.pid, number);
}

void session_discard(struct session *session)
{
	session_close_output(session);
	session_close_input(session);
	scrollback_close(&session->kept);
	supervise_free(session->supervision);
	free(session->argv);
	loop_bury(session);
}

struct session *session_new(const char *id, char *const *argv, size_t scrollback)
{
	struct session *session = calloc(1, sizeof *session);
	if (session == NULL)
		return NULL;
	snprintf(session->id, sizeof session->id, "%s", id);
	session->input.fd = -1;
	for (size_t i = 0; i < PIPES; i++)
		session->outlets[i] = (struct outlet){.source.fd = -1, .session = session, .channel = (uint8_t)(i + 1)};
	session->argv = texts_copy(argv);
	if (session->argv != NULL && scrollback_open(&session->kept, scrollback) == 0)
		return session;
	session_discard(session);
	return NULL;
}

static struct session *oldest_ended(size_t *ended)
{
	struct session *oldest = NULL;
	*ended = 0;
	for (struct session *session = sessions; session != NULL; session = session->next) {
		if (session->done && session->attached == NULL) {
			oldest = session; /* the list has the newest first */
			(*ended)++;
		}
	}
	return oldest;
}

void sessions_trim(void)
{
	size_t ended;
	struct session *oldest = oldest_ended(&ended);
	while (ended > SESSIONS_ENDED_MAX) {
		session_forget(oldest);
		oldest = oldest_ended(&ended);
	}
}

static void program_exited(struct session *session, const siginfo_t *status)
{
	session->alive = false;
	session->signalled = status->si_code != CLD_EXITED;
	session->core = status->si_code == CLD_DUMPED;
	session->exit_code = status->si_status;
	if (!supervise_again(session))
		session_ended(session);
}

void session_program_exited(struct session *session, int code)
{
	siginfo_t status = {.si_code = CLD_EXITED};
	status.si_status = code;
	program_exited(session, &status);
}

static void program_ended(struct child *child, const siginfo_t *status)
{
	program_exited(CONTAINER(child, struct session, child), status);
}

void session_ended(struct session *session)
{
	session->running = false;
	timer_disarm(&session->kill);
	timer_disarm(&session->idle);
	supervise_end(session);
	session_program_ended(session);
	event_session_exit(session);
	sessions_trim();
}

void session_hang_up(struct session *session)
{
	enum { GRACE_MS = 5000 };
	session_signal(session, SIGHUP, WHOM_ALL);
	timer_arm(&session->kill, GRACE_MS);
}

static void kill_due(struct timer *timer)
{
	session_signal(CONTAINER(timer, struct session, kill), SIGKILL, WHOM_ALL);
}

void session_program_began(struct session *session, pid_t pid)
{
	session->child = (struct child){.pid = pid, .ended = program_ended};
	session->alive = true;
	reap_watch(&session->child);
}

void session_begin(struct session *session, pid_t pid)
{
	session->kill.due = kill_due;
	session->running = true;
	session->started_ns = realtime_ns();
	session->next = sessions;
	sessions = session;
	session_program_began(session, pid);
	session_watch_output(session);
	session_watch_idleness(session);
	supervise_started(session);
}

void session_forget(struct session *session)
{
	struct session **at = &sessions;
	while (*at != session)
		at = &(*at)->next;
	*at = session->next;
	reap_forget(&session->child);
	timer_disarm(&session->kill);
	timer_disarm(&session->idle);
	timer_disarm(&session->linger);
	session_discard(session);
}

/* The foreground group of a session's terminal, or 0. */
static pid_t foreground(const struct session *session)
{
	pid_t group = 0;
	int terminal = session->outlets[0].source.fd;
	if (!session->tty || terminal < 0 || ioctl(terminal, TIOCGPGRP, &group) < 0)
		return 0;
	return group;
}

int session_signal(const struct session *session, int number, enum whom whom)
{
	pid_t pid = session->child.pid;
	pid_t front = foreground(session);
	if (!session->alive)
		return -ESRCH;
	if (number <= 0 || number >= NSIG)
		return -EINVAL;
	bool behind = whom != WHOM_LEADER && front > 0 && front != pid; /* a shell waits behind a job */
	int error = behind && kill(-front, number) < 0 ? -errno : 0;
	if (behind && whom == WHOM_FOREGROUND)
		return error;
	return kill(whom == WHOM_LEADER ? pid : -pid, number) < 0 ? -errno : 0;
}

void session_put_exit(struct answer *answer, const struct session *session)
{
	answer_map(answer, "exit", session->signalled ? 2 : 1);
	if (session->signalled) {
		answer_u64(answer, "signal", (uint64_t)session->exit_code);
		answer_bool(answer, "core", session->core);
	} else {
		answer_u64(answer, "code", (uint64_t)session->exit_code);
	}
}

/* How many arguments can be told in so many bytes: a list of sessions has to fit into one frame. */
static size_t arguments_within(const struct session *session, size_t budget)
{
	enum { OVERHEAD = 5 };
	size_t arguments = 0;
	while (session->argv[arguments] != NULL) {
		size_t size = strlen(session->argv[arguments]) + OVERHEAD;
		if (size > budget)
			break;
		budget -= size;
		arguments++;
	}
	return arguments;
}

void session_put(struct answer *answer, const struct session *session, size_t budget, const uint64_t *lost)
{
	size_t arguments = arguments_within(session, budget);
	answer_map(answer, NULL, 12U + !session->running + session->idled + (lost != NULL));
	answer_text(answer, "id", session->id);
	answer_array(answer, "argv", arguments);
	for (size_t i = 0; i < arguments; i++)
		answer_bin(answer, NULL, session->argv[i], strlen(session->argv[i]));
	answer_u64(answer, "pid", (uint64_t)session->child.pid);
	answer_bool(answer, "tty", session->tty);
	answer_text(answer, "state", session->running ? "running" : "exited");
	if (!session->running)
		session_put_exit(answer, session);
	if (session->idled)
		answer_bool(answer, "idle", true);
	answer_u64(answer, "started_ns", session->started_ns);
	answer_u64(answer, "first", session->kept.first);
	answer_u64(answer, "next", session->kept.next);
	answer_u64(answer, "attached", session->attached_count);
	answer_text(answer, "role", session->workload ? "workload" : "exec");
	answer_u64(answer, "restarts", supervise_restarts(session));
	answer_text(answer, "health", supervise_health(session));
	if (lost != NULL)
		answer_u64(answer, "lost", *lost);
}

void sessions_put(struct answer *answer)
{
	size_t items = count(false) + count(true);
	answer_array(answer, "sessions", items);
	for (const struct session *session = sessions; session != NULL; session = session->next)
		session_put(answer, session, SESSION_ARGV_MAX / items, NULL);
}

void sessions_method(uint32_t stream, const struct request *request)
{
	(void)request;
	struct answer answer;
	answer_begin(&answer, 1);
	sessions_put(&answer);
	answer_send(&answer, FRAME_CLOSE, stream);
}

/* Signals by which the host asks a workload to end, so that it is not started again. */
static bool asks_to_stop(const struct session *session, int number)
{
	return number == SIGKILL || number == SIGTERM || (number != 0 && number == (int)session->stop_signal);
}

void session_signal_method(uint32_t stream, const struct request *request)
{
	const struct session_request *wanted = &request->as.session;
	struct session *session = session_find(wanted->session);
	int number = wanted->signal < NSIG ? (int)wanted->signal : 0;
	enum whom whom = wanted->leader ? WHOM_LEADER : WHOM_ALL;
	if (session != NULL && asks_to_stop(session, number) && supervise_stop(session))
		answer_done(stream);
	else
		answer_result(stream, session == NULL ? -ESRCH : session_signal(session, number, whom), "session");
}

void session_remove_method(uint32_t stream, const struct request *request)
{
	struct session *session = session_find(request->as.session.session);
	if (session == NULL) {
		answer_result(stream, -ESRCH, "session");
	} else if (session->running || session->attached != NULL) {
		answer_problem(stream, PROBLEM_BUSY, 0, session->running ? "the session runs" : "the session is being read");
	} else {
		session_forget(session);
		answer_done(stream);
	}
}
