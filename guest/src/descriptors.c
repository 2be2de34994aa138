#include "descriptors.h"

#include <errno.h>
#include <sys/resource.h>

#include "powers.h"

/* What init systems give: few at first, for old programs that use select(), and many for those that ask. */
static struct rlimit programs = {.rlim_cur = 1024, .rlim_max = 524288};

int descriptors_raise(void)
{
	struct rlimit own = programs;
	if (!powers_held()) {
		if (getrlimit(RLIMIT_NOFILE, &programs) < 0)
			return -errno;
		own = programs;
	}
	own.rlim_cur = own.rlim_max;
	return setrlimit(RLIMIT_NOFILE, &own) < 0 ? -errno : 0;
}

void descriptors_restore(void)
{
	setrlimit(RLIMIT_NOFILE, &programs); /* lowering cannot fail */
}
