/* What the agent tells without being asked, on stream 0. */
#ifndef INGLE_EVENTS_H
#define INGLE_EVENTS_H

#include <stdbool.h>
#include <stddef.h>

struct session;

/* Also says `oom` where the kernel killed for memory since the last exit. */
void event_session_exit(const struct session *session);
void event_workload(const struct session *session, bool backing_off);
void event_health(const struct session *session, const char *health, const char *output, size_t size);
void event_powering_off(void);

#endif
