#include "work.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include "loop.h"
#include "reap.h"

struct work {
	struct child child;
	uint32_t stream;
	void (*done)(uint32_t stream, int error);
};

static void work_ended(struct child *child, const siginfo_t *status)
{
	struct work *work = CONTAINER(child, struct work, child);
	work->done(work->stream, status->si_code == CLD_EXITED ? -status->si_status : -EIO);
	free(work);
}

int work_start(int (*work_of)(const void *), const void *with, void (*done)(uint32_t, int), uint32_t stream)
{
	struct work *work = calloc(1, sizeof *work);
	if (work == NULL)
		return -ENOMEM;
	pid_t pid = fork();
	if (pid == 0)
		_exit(-work_of(with) & 0x7f);
	if (pid < 0) {
		free(work);
		return -errno;
	}
	*work = (struct work){.child = {.pid = pid, .ended = work_ended}, .stream = stream, .done = done};
	reap_watch(&work->child);
	return 0;
}
