#include "loop.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { ROUND = 64, NS_PER_MS = 1000000 };

static struct {
	int epoll;
	bool stopped;
	struct epoll_event round[ROUND];
	int round_size;
	struct timer *timers; /* by due time; there are few */
	void **graves;
	size_t graves_size;
	size_t graves_capacity;
} loop = {.epoll = -1};

int loop_open(void)
{
	loop.epoll = epoll_create1(EPOLL_CLOEXEC);
	return loop.epoll < 0 ? -errno : 0;
}

/* Events of this round that are not delivered yet belong to nobody once their source is not watched. */
static void drop_pending(const struct source *source)
{
	for (int i = 0; i < loop.round_size; i++)
		if (loop.round[i].data.ptr == source)
			loop.round[i].data.ptr = NULL;
}

int loop_watch(struct source *source, uint32_t events)
{
	if (source->events == events || source->fd < 0)
		return 0;
	struct epoll_event event = {.events = events, .data.ptr = source};
	int operation = EPOLL_CTL_MOD;
	if (events == 0)
		operation = EPOLL_CTL_DEL;
	else if (source->events == 0)
		operation = EPOLL_CTL_ADD;
	if (epoll_ctl(loop.epoll, operation, source->fd, &event) < 0)
		return -errno;
	if (events == 0)
		drop_pending(source);
	source->events = events;
	return 0;
}

void loop_close(struct source *source)
{
	if (source->fd < 0)
		return;
	loop_watch(source, 0);
	close(source->fd);
	source->fd = -1;
}

static uint64_t clock_ns(clockid_t clock)
{
	struct timespec now;
	clock_gettime(clock, &now);
	return (uint64_t)now.tv_sec * 1000000000U + (uint64_t)now.tv_nsec;
}

uint64_t monotonic_ns(void)
{
	return clock_ns(CLOCK_MONOTONIC);
}

uint64_t realtime_ns(void)
{
	return clock_ns(CLOCK_REALTIME);
}

void timer_arm(struct timer *timer, uint32_t ms)
{
	timer_disarm(timer);
	timer->due_ns = monotonic_ns() + (uint64_t)ms * NS_PER_MS;
	struct timer **at = &loop.timers;
	while (*at != NULL && (*at)->due_ns <= timer->due_ns)
		at = &(*at)->next;
	timer->next = *at;
	*at = timer;
}

void timer_disarm(struct timer *timer)
{
	for (struct timer **at = &loop.timers; *at != NULL; at = &(*at)->next) {
		if (*at == timer) {
			*at = timer->next;
			return;
		}
	}
}

static void fire_timers(void)
{
	uint64_t now = loop.timers == NULL ? 0 : monotonic_ns();
	while (loop.timers != NULL && loop.timers->due_ns <= now) {
		struct timer *timer = loop.timers;
		loop.timers = timer->next;
		timer->due(timer);
	}
}

static int patience_ms(void)
{
	if (loop.timers == NULL)
		return -1;
	uint64_t now = monotonic_ns();
	uint64_t due = loop.timers->due_ns;
	return due <= now ? 0 : (int)((due - now) / NS_PER_MS + 1);
}

void loop_bury(void *memory)
{
	if (loop.graves_size == loop.graves_capacity) {
		size_t capacity = loop.graves_capacity * 2 + 16;
		void **graves = realloc(loop.graves, capacity * sizeof *graves);
		if (graves == NULL)
			return; /* lost, which is better than freed under somebody's hands */
		loop.graves = graves;
		loop.graves_capacity = capacity;
	}
	loop.graves[loop.graves_size++] = memory;
}

static void dig(void)
{
	while (loop.graves_size > 0)
		free(loop.graves[--loop.graves_size]);
}

static int round_of_events(void)
{
	int count = epoll_wait(loop.epoll, loop.round, ROUND, patience_ms());
	if (count < 0)
		return errno == EINTR ? 0 : -errno;
	loop.round_size = count;
	for (int i = 0; i < count; i++) {
		struct source *source = loop.round[i].data.ptr;
		if (source != NULL)
			source->ready(source, loop.round[i].events);
	}
	loop.round_size = 0;
	return 0;
}

int loop_run(void (*settle)(void))
{
	while (!loop.stopped) {
		int error = round_of_events();
		if (error < 0)
			return error;
		fire_timers();
		settle();
		dig();
	}
	return 0;
}

void loop_stop(void)
{
	loop.stopped = true;
}
