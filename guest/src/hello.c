#include "hello.h"

#include <string.h>
#include <sys/utsname.h>
#include <time.h>

#include "answer.h"
#include "configure.h"
#include "freeze.h"
#include "ports.h"
#include "proc.h"
#include "session.h"

#ifndef AGENT_VERSION
#define AGENT_VERSION "0"
#endif

static uint64_t uptime_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_BOOTTIME, &now);
	return (uint64_t)now.tv_sec * 1000000000U + (uint64_t)now.tv_nsec;
}

/* Read once: whoever wakes waits for the answer. */
static const char *boot_id(void)
{
	static char id[64];
	if (id[0] == '\0') {
		proc_read("/proc/sys/kernel/random/boot_id", id, sizeof id);
		id[strcspn(id, "\n")] = '\0';
	}
	return id;
}

void hello_answer(void)
{
	struct utsname system = {0};
	uname(&system);
	struct answer answer;
	answer_begin(&answer, 8);
	answer_u64(&answer, "version", PROTOCOL_VERSION);
	answer_text(&answer, "boot_id", boot_id());
	answer_text(&answer, "agent", AGENT_VERSION);
	answer_text(&answer, "kernel", system.release);
	answer_bool(&answer, "configured", configured());
	answer_bool(&answer, "frozen", frozen());
	answer_u64(&answer, "uptime_ns", uptime_ns());
	sessions_put(&answer);
	answer_send(&answer, FRAME_READY, 0);
	ports_tell();
}
