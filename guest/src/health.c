#include "health.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cgroup.h"
#include "events.h"
#include "freeze.h"
#include "session.h"
#include "texts.h"

enum { NS_PER_MS = 1000000, READS_MAX = 64 };

static void keep(struct health *health, const char *bytes, size_t size)
{
	if (size > HEALTH_OUTPUT) {
		bytes += size - HEALTH_OUTPUT;
		size = HEALTH_OUTPUT;
	}
	size_t stays = HEALTH_OUTPUT - size < health->output_size ? HEALTH_OUTPUT - size : health->output_size;
	memmove(health->output, health->output + health->output_size - stays, stays);
	memcpy(health->output + stays, bytes, size);
	health->output_size = stays + size;
}

/* False when there is nothing more for now. */
static bool read_some(struct health_pipe *pipe)
{
	char piece[HEALTH_OUTPUT];
	ssize_t got = pipe->source.fd < 0 ? 0 : read(pipe->source.fd, piece, sizeof piece);
	if (got > 0)
		keep(pipe->health, piece, (size_t)got);
	else if (got == 0 || (errno != EAGAIN && errno != EINTR))
		loop_close(&pipe->source);
	return got > 0;
}

static void pipe_ready(struct source *source, uint32_t events)
{
	(void)events;
	read_some(CONTAINER(source, struct health_pipe, source));
}

static void become(struct health *health, enum health_state state)
{
	if (health->state == state)
		return;
	health->state = state;
	event_health(health->session, health_word(state), health->output, health->output_size);
}

static bool starting(const struct health *health)
{
	return monotonic_ns() - health->began_ns < (uint64_t)health->start_period_ms * NS_PER_MS;
}

static void check_due(struct timer *timer);

static void judge(struct health *health, bool good)
{
	health->timer.due = check_due;
	timer_arm(&health->timer, health->interval_ms);
	become(health, health_judge(health->state, good, starting(health), health->retries, &health->failures));
}

static void close_pipes(struct health *health)
{
	for (size_t i = 0; i < HEALTH_PIPES; i++)
		loop_close(&health->pipes[i].source);
}

static void check_ended(struct child *child, const siginfo_t *status)
{
	struct health *health = CONTAINER(child, struct health, child);
	health->checking = false;
	for (size_t i = 0; i < HEALTH_PIPES; i++)
		for (size_t reads = 0; reads < READS_MAX && read_some(&health->pipes[i]); reads++)
			;
	close_pipes(health);
	judge(health, status->si_code == CLD_EXITED && status->si_status == 0);
}

/* What is frozen is not late. */
static void check_late(struct timer *timer)
{
	struct health *health = CONTAINER(timer, struct health, timer);
	if (frozen())
		timer_arm(timer, health->timeout_ms);
	else
		kill(-health->child.pid, SIGKILL); /* its end is judged as any other */
}

static void watch(struct health *health, size_t index, int fd)
{
	struct health_pipe *pipe = &health->pipes[index];
	pipe->source.fd = fd;
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
	loop_watch(&pipe->source, EPOLLIN);
}

static void check(struct health *health)
{
	struct spawn what = *health->like;
	struct spawned started;
	enum spawn_stage stage;
	what.argv = health->argv;
	what.tty = what.stdin_open = false;
	what.group = cgroup_home(true);
	int error = spawn(&what, &started, &stage);
	if (what.group >= 0)
		close(what.group);
	health->output_size = 0;
	if (error < 0) {
		const char *why = strerror(-error);
		keep(health, why, strlen(why));
		judge(health, false);
		return;
	}
	watch(health, 0, started.output);
	watch(health, 1, started.errors);
	health->checking = true;
	health->child = (struct child){.pid = started.pid, .ended = check_ended};
	reap_watch(&health->child);
	health->timer.due = check_late;
	timer_arm(&health->timer, health->timeout_ms);
}

static void check_due(struct timer *timer)
{
	struct health *health = CONTAINER(timer, struct health, timer);
	if (frozen())
		timer_arm(timer, health->interval_ms);
	else
		check(health);
}

void health_init(struct health *health, struct session *session, const struct spawn *like)
{
	health->session = session;
	health->like = like;
	for (size_t i = 0; i < HEALTH_PIPES; i++)
		health->pipes[i] = (struct health_pipe){{.fd = -1, .ready = pipe_ready}, health};
}

int health_configure(struct health *health, const struct health_request *wanted)
{
	health->interval_ms = wanted->interval_ms;
	health->timeout_ms = wanted->timeout_ms;
	health->start_period_ms = wanted->start_period_ms;
	health->retries = wanted->retries;
	health->state = HEALTH_STARTING;
	health->argv = texts_copy(wanted->argv);
	return health->argv == NULL ? -ENOMEM : 0;
}

void health_begin(struct health *health)
{
	if (health->argv == NULL)
		return;
	health->failures = 0;
	health->output_size = 0;
	health->began_ns = monotonic_ns();
	become(health, HEALTH_STARTING);
	health->timer.due = check_due;
	timer_arm(&health->timer, health->interval_ms);
}

void health_pause(struct health *health)
{
	timer_disarm(&health->timer);
	if (health->checking) {
		health->checking = false;
		reap_forget(&health->child);
		kill(-health->child.pid, SIGKILL);
	}
	close_pipes(health);
}

void health_free(struct health *health)
{
	health_pause(health);
	free(health->argv);
}
