/*
 * The one loop of the one thread: descriptors, timers, and what has to happen after each round. There is exactly one,
 * so its state is in the file.
 */
#ifndef INGLE_LOOP_H
#define INGLE_LOOP_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/epoll.h>

struct source {
	int fd;
	uint32_t events; /* watched now; 0 when not watched at all, for then even a hang-up must not wake us */
	void (*ready)(struct source *source, uint32_t events);
};

struct timer {
	uint64_t due_ns;
	void (*due)(struct timer *timer);
	struct timer *next;
};

int loop_open(void);
int loop_watch(struct source *source, uint32_t events);
void loop_close(struct source *source); /* forgets and closes the descriptor */

void timer_arm(struct timer *timer, uint32_t ms);
void timer_disarm(struct timer *timer);

/* Frees at the end of the round: whoever is still on the stack may look at it. */
void loop_bury(void *memory);

uint64_t monotonic_ns(void);
uint64_t realtime_ns(void);

/* Runs until loop_stop(); `settle` is called after each round. */
int loop_run(void (*settle)(void));
void loop_stop(void);

#define CONTAINER(pointer, type, member) ((type *)(void *)((char *)(pointer) - offsetof(type, member)))

#endif
