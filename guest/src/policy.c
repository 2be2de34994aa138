#include "policy.h"

#include <stddef.h>
#include <string.h>

enum { PAUSE_FIRST_MS = 100, PAUSE_MAX_MS = 60000 };

static const char *const WHEN[] = {
	[RESTART_NO] = "no",
	[RESTART_ON_FAILURE] = "on-failure",
	[RESTART_ALWAYS] = "always",
};

static const char *const HEALTH[] = {
	[HEALTH_NONE] = "none",
	[HEALTH_STARTING] = "starting",
	[HEALTH_HEALTHY] = "healthy",
	[HEALTH_UNHEALTHY] = "unhealthy",
};

bool restart_when_of(const char *word, enum restart_when *when)
{
	for (size_t i = 0; i < sizeof WHEN / sizeof WHEN[0]; i++) {
		if (strcmp(WHEN[i], word) == 0) {
			*when = (enum restart_when)i;
			return true;
		}
	}
	return false;
}

bool restart_wanted(const struct restart_policy *policy, bool failed, uint32_t in_row)
{
	if (policy->when == RESTART_NO || (policy->when == RESTART_ON_FAILURE && !failed))
		return false;
	return policy->max_retries == 0 || in_row < policy->max_retries;
}

uint32_t restart_pause_ms(uint32_t in_row)
{
	uint32_t pause = PAUSE_FIRST_MS;
	while (in_row-- > 0 && pause < PAUSE_MAX_MS)
		pause *= 2;
	return pause < PAUSE_MAX_MS ? pause : PAUSE_MAX_MS;
}

const char *health_word(enum health_state state)
{
	return HEALTH[state];
}

enum health_state health_judge(enum health_state state, bool good, bool in_start_period, uint32_t retries,
			       uint32_t *failures)
{
	if (good) {
		*failures = 0;
		return HEALTH_HEALTHY;
	}
	if (in_start_period && state == HEALTH_STARTING)
		return state;
	(*failures)++;
	return *failures >= retries ? HEALTH_UNHEALTHY : state;
}

uint32_t idle_left_ms(uint64_t now_ns, uint64_t used_ns, uint32_t limit_ms)
{
	enum { MS_NS = 1000000 };
	uint64_t idle_ms = now_ns > used_ns ? (now_ns - used_ns) / MS_NS : 0;
	return idle_ms < limit_ms ? (uint32_t)(limit_ms - idle_ms) : 0;
}
