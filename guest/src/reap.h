/*
 * The one owner of wait: every exit status passes here once and goes to whoever watches that process. PID 1 buries
 * orphans by the way.
 */
#ifndef INGLE_REAP_H
#define INGLE_REAP_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

struct child {
	pid_t pid;
	void (*ended)(struct child *child, const siginfo_t *status);
	struct child *next;
};

/* `asked_to_stop` at SIGTERM, SIGINT, SIGUSR1 and SIGUSR2; `collected` after children ended, saying whether none is left. */
int reap_open(void (*asked_to_stop)(void), void (*collected)(bool none_left));
/* Looks for ended children without waiting for the signal. */
void reap_now(void);

void reap_watch(struct child *child);
void reap_forget(struct child *child);

#endif
