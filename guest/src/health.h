/* A program that is run again and again while a workload runs, and what its exits say about the workload. */
#ifndef INGLE_HEALTH_H
#define INGLE_HEALTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "loop.h"
#include "policy.h"
#include "reap.h"
#include "request.h"
#include "spawn.h"

enum { HEALTH_OUTPUT = 4096, HEALTH_PIPES = 2 };

struct session;
struct health;

struct health_pipe {
	struct source source;
	struct health *health;
};

struct health {
	struct session *session;
	const struct spawn *like; /* the workload: who and where it is */
	char **argv;              /* NULL: no check */
	uint32_t interval_ms;
	uint32_t timeout_ms;
	uint32_t start_period_ms;
	uint32_t retries;
	enum health_state state;
	uint32_t failures; /* in a row */
	uint64_t began_ns; /* when the workload began */
	bool checking;
	struct child child;
	struct health_pipe pipes[HEALTH_PIPES];
	struct timer timer; /* until the next check, or for this one */
	char output[HEALTH_OUTPUT]; /* the newest of this check */
	size_t output_size;
};

void health_init(struct health *health, struct session *session, const struct spawn *like);
int health_configure(struct health *health, const struct health_request *wanted);
void health_begin(struct health *health); /* the workload begins */
void health_pause(struct health *health); /* the workload has ended: a check that runs is killed and forgotten */
void health_free(struct health *health);

#endif
