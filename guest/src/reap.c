#include "reap.h"

#include <errno.h>
#include <stddef.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "loop.h"

static struct {
	struct source signals;
	struct child *children;
	void (*asked_to_stop)(void);
	void (*collected)(bool none_left);
} reap = {.signals.fd = -1};

void reap_watch(struct child *child)
{
	child->next = reap.children;
	reap.children = child;
}

void reap_forget(struct child *child)
{
	for (struct child **at = &reap.children; *at != NULL; at = &(*at)->next) {
		if (*at == child) {
			*at = child->next;
			return;
		}
	}
}

static void deliver(const siginfo_t *status)
{
	for (struct child *child = reap.children; child != NULL; child = child->next) {
		if (child->pid == status->si_pid) {
			reap_forget(child);
			child->ended(child, status);
			return;
		}
	}
}

void reap_now(void)
{
	for (;;) {
		siginfo_t status = {0};
		int result = waitid(P_ALL, 0, &status, WEXITED | WNOHANG);
		if (result < 0 || status.si_pid == 0) {
			reap.collected(result < 0 && errno == ECHILD);
			return;
		}
		deliver(&status);
	}
}

static void signals_ready(struct source *source, uint32_t events)
{
	(void)events;
	struct signalfd_siginfo signal;
	while (read(source->fd, &signal, sizeof signal) == sizeof signal)
		if (signal.ssi_signo != SIGCHLD)
			reap.asked_to_stop();
	reap_now();
}

int reap_open(void (*asked_to_stop)(void), void (*collected)(bool none_left))
{
	sigset_t wanted;
	sigemptyset(&wanted);
	sigaddset(&wanted, SIGCHLD);
	sigaddset(&wanted, SIGTERM);
	sigaddset(&wanted, SIGINT);
	sigaddset(&wanted, SIGUSR1); /* what busybox calls halt */
	sigaddset(&wanted, SIGUSR2); /* and poweroff */
	if (sigprocmask(SIG_BLOCK, &wanted, NULL) < 0)
		return -errno;
	signal(SIGPIPE, SIG_IGN);
	reap.asked_to_stop = asked_to_stop;
	reap.collected = collected;
	reap.signals = (struct source){.fd = signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK), .ready = signals_ready};
	return reap.signals.fd < 0 ? -errno : loop_watch(&reap.signals, EPOLLIN);
}
