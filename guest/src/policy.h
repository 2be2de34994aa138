/* When a workload is started again, what its health checks amount to, and when a session has been idle for long enough. Pure. */
#ifndef INGLE_POLICY_H
#define INGLE_POLICY_H

#include <stdbool.h>
#include <stdint.h>

enum restart_when { RESTART_NO, RESTART_ON_FAILURE, RESTART_ALWAYS };

struct restart_policy {
	enum restart_when when;
	uint32_t max_retries; /* in a row; 0: without a limit */
};

/* A program that has run for so long begins a new row. */
enum { RESTART_GOOD_RUN_MS = 10000 };

/* False for a word that is none of `no`, `on-failure`, `always`. */
bool restart_when_of(const char *word, enum restart_when *when);

/* Is it started again, after so many times in a row? */
bool restart_wanted(const struct restart_policy *policy, bool failed, uint32_t in_row);

/* The pause before that: doubles from a tenth of a second up to a minute. */
uint32_t restart_pause_ms(uint32_t in_row);

enum health_state { HEALTH_NONE, HEALTH_STARTING, HEALTH_HEALTHY, HEALTH_UNHEALTHY };

const char *health_word(enum health_state state);

/* What a check makes of the state; `failures` in a row are counted, those in the start period are not. */
enum health_state health_judge(enum health_state state, bool good, bool in_start_period, uint32_t retries,
			       uint32_t *failures);

/* For how much longer a session that was last used then may be idle; 0: it has been for so long. */
uint32_t idle_left_ms(uint64_t now_ns, uint64_t used_ns, uint32_t limit_ms);

#endif
