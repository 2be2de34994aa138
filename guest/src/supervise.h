/*
 * A workload that is looked after: started again when its policy says so, and checked for its health. Its session goes on
 * meanwhile, with the same pipes or terminal, so whoever watches sees one program after the other and no end between.
 */
#ifndef INGLE_SUPERVISE_H
#define INGLE_SUPERVISE_H

#include <stdbool.h>
#include <stdint.h>

#include "request.h"
#include "spawn.h"

struct session;
struct supervision;

/* NULL, or why a request for supervision makes no sense. */
const char *supervise_refusal(const struct exec_request *wanted);

/* Makes it a part of the session; keeps copies of what the program was started with, and its ends. */
int supervise(struct session *session, const struct exec_request *wanted, const struct spawn *what,
	      const struct ends *ends);

/* The program runs, for the first time. */
void supervise_started(struct session *session);

/* The program has ended; true when it will be started again. */
bool supervise_again(struct session *session);

/* Somebody wants the workload to end: it is not started again. True when that ended it, for it was between two starts. */
bool supervise_stop(struct session *session);

/* The session's end: what supervision holds open is closed. */
void supervise_end(struct session *session);
void supervise_free(struct supervision *supervision);

/* Programs may be started again. */
void supervise_thawed(void);

uint32_t supervise_restarts(const struct session *session);
const char *supervise_health(const struct session *session);

#endif
