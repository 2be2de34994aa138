/* The method sync: in a process of its own, for a full cache can take long to write. */
#include <unistd.h>

#include "answer.h"
#include "methods.h"
#include "work.h"

static int write_out(const void *nothing)
{
	(void)nothing;
	sync();
	return 0;
}

static void written(uint32_t stream, int error)
{
	answer_result(stream, error, "sync");
}

void sync_method(uint32_t stream, const struct request *request)
{
	(void)request;
	int error = work_start(write_out, NULL, written, stream);
	if (error < 0)
		answer_result(stream, error, "sync");
}
