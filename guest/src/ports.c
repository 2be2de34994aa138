/*
 * TCP ports that listen: the method ports, and an event when they change. The kernel tells nobody, so the agent looks; never
 * more often than every two seconds, and only while a host is there to hear it.
 */
#include "ports.h"

#include <ctype.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "answer.h"
#include "freeze.h"
#include "link.h"
#include "listeners.h"
#include "loop.h"
#include "methods.h"
#include "proc.h"

enum { LOOK_MS = 2000, NAME_SIZE = 32, TEXT_MAX = 65536 };

struct owner {
	uint64_t pid; /* 0: not found */
	char name[NAME_SIZE];
};

struct view {
	size_t count;
	struct listener listeners[LISTENERS_MAX];
};

static struct view told; /* the inodes stay out of comparisons: another socket at the same place is no change */

/* The kernel puts listeners first, so a piece of a long file is enough. */
static void look(struct view *view)
{
	static const char *const FILES[] = {"/proc/net/tcp", "/proc/net/tcp6"};
	static char text[TEXT_MAX];
	view->count = 0;
	for (size_t i = 0; i < sizeof FILES / sizeof FILES[0]; i++)
		if (proc_read(FILES[i], text, sizeof text) > 0)
			view->count = listeners_parse(text, view->listeners, view->count);
	listeners_sort(view->listeners, view->count);
}

static bool same(const struct view *one, const struct view *other)
{
	bool equal = one->count == other->count;
	for (size_t i = 0; equal && i < one->count; i++)
		equal = one->listeners[i].port == other->listeners[i].port &&
			strcmp(one->listeners[i].address, other->listeners[i].address) == 0;
	return equal;
}

static void note_owner(const struct view *view, struct owner *owners, const char *pid, uint64_t inode)
{
	char path[64];
	for (size_t i = 0; i < view->count; i++) {
		if (view->listeners[i].inode != inode || owners[i].pid != 0)
			continue;
		snprintf(path, sizeof path, "/proc/%.20s/comm", pid);
		proc_read(path, owners[i].name, NAME_SIZE);
		owners[i].name[strcspn(owners[i].name, "\n")] = '\0';
		for (char *at = owners[i].name; *at != '\0'; at++)
			*at = isprint((unsigned char)*at) ? *at : '?';
		owners[i].pid = strtoull(pid, NULL, 10);
	}
}

static void look_at_process(const struct view *view, struct owner *owners, const char *pid)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%.20s/fd", pid);
	DIR *descriptors = opendir(path);
	if (descriptors == NULL)
		return;
	for (const struct dirent *entry; (entry = readdir(descriptors)) != NULL;) {
		char target[64];
		unsigned long long inode;
		ssize_t size = readlinkat(dirfd(descriptors), entry->d_name, target, sizeof target - 1);
		target[size < 0 ? 0 : size] = '\0';
		if (sscanf(target, "socket:[%llu]", &inode) == 1)
			note_owner(view, owners, pid, inode);
	}
	closedir(descriptors);
}

/* Whose the sockets are; `owners` has room for each of the view. */
static void find_owners(const struct view *view, struct owner *owners)
{
	DIR *directory = view->count == 0 ? NULL : opendir("/proc");
	if (directory == NULL)
		return;
	for (const struct dirent *entry; (entry = readdir(directory)) != NULL;)
		if (isdigit((unsigned char)entry->d_name[0]))
			look_at_process(view, owners, entry->d_name);
	closedir(directory);
}

static void put(struct answer *answer, const struct view *view)
{
	struct owner *owners = calloc(LISTENERS_MAX, sizeof *owners);
	if (owners != NULL)
		find_owners(view, owners);
	answer_array(answer, "ports", view->count);
	for (size_t i = 0; i < view->count; i++) {
		bool known = owners != NULL && owners[i].pid != 0;
		answer_map(answer, NULL, known ? 4 : 2);
		answer_u64(answer, "port", view->listeners[i].port);
		answer_text(answer, "address", view->listeners[i].address);
		if (known) {
			answer_u64(answer, "pid", owners[i].pid);
			answer_text(answer, "name", owners[i].name);
		}
	}
	free(owners);
}

void ports_method(uint32_t stream, const struct request *request)
{
	static struct view view;
	struct answer answer;
	(void)request;
	look(&view);
	answer_begin(&answer, 1);
	put(&answer, &view);
	answer_send(&answer, FRAME_CLOSE, stream);
}

static void look_again(struct timer *timer)
{
	static struct view now;
	if (!link_up())
		return; /* the next host begins anew */
	timer_arm(timer, LOOK_MS);
	if (frozen() || !link_idle())
		return;
	look(&now);
	if (same(&now, &told))
		return;
	told = now;
	struct answer answer;
	answer_begin(&answer, 2);
	answer_text(&answer, "event", "ports");
	put(&answer, &now);
	answer_send(&answer, FRAME_EVENT, 0);
}

static struct timer timer = {.due = look_again};

void ports_tell(void)
{
	told.count = 0;
	timer_arm(&timer, LOOK_MS);
}
