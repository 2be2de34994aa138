/* The methods freeze and thaw, by the freezer of cgroup v2. */
#include "freeze.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "answer.h"
#include "cgroup.h"
#include "log.h"
#include "loop.h"
#include "methods.h"
#include "stream.h"
#include "supervise.h"

enum { PATIENCE_MS = 10000 };

enum state { THAWED, FREEZING, FROZEN };

/* A group that is frozen or about to be. Its events are open until everything stands still. */
struct group {
	struct source events;
	bool theirs; /* somebody in the machine had frozen it, and is the one to thaw it */
	struct group *next;
	char name[];
};

static struct {
	enum state state;
	struct group *groups;
	bool found;  /* groups, since this was last looked at */
	bool failed; /* to freeze one */
	struct stream *asked; /* who waits for the answer; NULL unless FREEZING */
	struct timer patience;
} freezer;

bool frozen(void)
{
	return freezer.state != THAWED;
}

static int write_freeze(const char *name, const char *value)
{
	int fd = cgroup_file(name, "cgroup.freeze", O_WRONLY);
	if (fd < 0)
		return fd;
	int error = write(fd, value, 1) < 0 ? -errno : 0;
	close(fd);
	return error;
}

/* Does the file say so? A file of a group that is gone says everything: nobody is in it. */
static bool says(int fd, const char *line)
{
	char text[256];
	ssize_t got = pread(fd, text, sizeof text - 1, 0);
	if (got < 0)
		return true;
	text[got] = '\0';
	return strstr(text, line) != NULL;
}

static void go_on(void);

static void group_changed(struct source *source, uint32_t events)
{
	(void)source;
	(void)events;
	go_on();
}

static bool known(const char *name)
{
	const struct group *group = freezer.groups;
	while (group != NULL && strcmp(group->name, name) != 0)
		group = group->next;
	return group != NULL;
}

static struct group *group_new(const char *name, int events, bool theirs)
{
	struct group *group = calloc(1, sizeof *group + strlen(name) + 1);
	if (group == NULL)
		return NULL;
	group->events = (struct source){.fd = events, .ready = group_changed};
	group->theirs = theirs;
	strcpy(group->name, name);
	group->next = freezer.groups;
	freezer.groups = group;
	return group;
}

static int freeze_one(const char *name)
{
	int fd = cgroup_file(name, "cgroup.freeze", O_RDONLY);
	if (fd < 0)
		return fd;
	bool already = says(fd, "1");
	close(fd);
	if (already && known(name))
		return 0;
	int events = cgroup_file(name, "cgroup.events", O_RDONLY);
	if (events < 0)
		return events;
	struct group *group = group_new(name, events, already);
	if (group == NULL) {
		close(events);
		return -ENOMEM;
	}
	freezer.found = true;
	int error = loop_watch(&group->events, EPOLLPRI);
	return error < 0 || already ? error : write_freeze(name, "1");
}

static void freeze_group(const char *name)
{
	int error = freeze_one(name);
	if (error < 0 && error != -ENOENT && error != -ENODEV) /* else it is gone */
		freezer.failed = true;
}

static bool all_stand_still(void)
{
	bool still = true;
	for (const struct group *group = freezer.groups; group != NULL; group = group->next)
		still = says(group->events.fd, "frozen 1") && still; /* each is read, which is what ends its event */
	return still;
}

/* Freezes what is not frozen yet; false when there was nothing. */
static bool freeze_more(void)
{
	freezer.found = cgroup_sort();
	cgroup_each(freeze_group);
	return freezer.found;
}

static void close_asked(void)
{
	struct stream *stream = freezer.asked;
	freezer.asked = NULL;
	timer_disarm(&freezer.patience);
	for (struct group *group = freezer.groups; group != NULL; group = group->next)
		loop_close(&group->events);
	if (stream != NULL)
		stream_over(stream);
}

void thaw(void)
{
	if (freezer.asked != NULL)
		answer_problem(freezer.asked->id, PROBLEM_BUSY, 0, "not everything stood still");
	close_asked();
	while (freezer.groups != NULL) {
		struct group *group = freezer.groups;
		freezer.groups = group->next;
		int error = group->theirs ? 0 : write_freeze(group->name, "0");
		if (error < 0 && error != -ENOENT)
			log_error(group->name, error);
		loop_bury(group);
	}
	freezer.state = THAWED;
	supervise_thawed();
}

/* A program that still ran may have made groups or left one: done when all stand still and nothing new is found. */
static void go_on(void)
{
	do {
		if (!all_stand_still())
			return; /* the kernel tells */
	} while (freeze_more());
	if (freezer.failed) {
		thaw();
		return;
	}
	freezer.state = FROZEN;
	answer_done(freezer.asked->id);
	close_asked();
}

static void out_of_patience(struct timer *timer)
{
	(void)timer;
	log_line("not everything could be frozen");
	thaw();
}

/* The host does not wait any more: nobody would thaw what nobody knows to be frozen. */
static void given_up(struct stream *stream, bool by_host)
{
	(void)stream;
	(void)by_host;
	freezer.asked = NULL;
	thaw();
}

static const struct stream_kind KIND = {.ended = given_up};

void freeze_method(uint32_t stream, const struct request *request)
{
	(void)request;
	if (freezer.state == FROZEN) {
		answer_done(stream);
		return;
	}
	if (freezer.state == FREEZING || !cgroup_present()) {
		bool busy = freezer.state == FREEZING;
		answer_problem(stream, busy ? PROBLEM_BUSY : PROBLEM_UNSUPPORTED, 0,
			       busy ? "the machine is being frozen" : "there is no cgroup v2 in the machine");
		return;
	}
	freezer.asked = stream_new(stream, sizeof *freezer.asked, &KIND);
	if (freezer.asked == NULL) {
		answer_result(stream, -ENOMEM, "freeze");
		return;
	}
	freezer.state = FREEZING;
	freezer.failed = false;
	freezer.patience.due = out_of_patience;
	timer_arm(&freezer.patience, PATIENCE_MS);
	go_on();
}

void thaw_method(uint32_t stream, const struct request *request)
{
	(void)request;
	thaw();
	answer_done(stream);
}
