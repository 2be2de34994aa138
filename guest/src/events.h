/* What the agent tells without being asked, on stream 0. */
#ifndef INGLE_EVENTS_H
#define INGLE_EVENTS_H

struct session;

/* Also says `oom` where the kernel killed for memory since the last exit. */
void event_session_exit(const struct session *session);
void event_powering_off(void);

#endif
