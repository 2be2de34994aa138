/* Which directories a watch has, by the kernel's number and by path: a move renames all that lie below. Pure. */
#ifndef INGLE_WATCHED_H
#define INGLE_WATCHED_H

#include <stdbool.h>
#include <stddef.h>

enum { WATCHED_MAX = 8192, WATCHED_BUCKETS = 256 };

struct directory {
	int number;
	char *path; /* absolute */
	struct directory *next;
};

struct watched {
	struct directory *buckets[WATCHED_BUCKETS];
	size_t count;
};

/* Remembers it; a number that is known gets the new path. 0, -E2BIG beyond WATCHED_MAX, or -ENOMEM. */
int watched_add(struct watched *watched, int number, const char *path);

/* The path of a number, or NULL. */
const char *watched_path(struct watched *watched, int number);

/* The kernel has dropped it. */
void watched_forget(struct watched *watched, int number);

/* What lay at `from` or below lies at `to`. 0 or -ENOMEM. */
int watched_move(struct watched *watched, const char *from, const char *to);

/* Takes one that lies at `path` or below out, and says its number; -1 when there is none (left). */
int watched_take_below(struct watched *watched, const char *path);

void watched_clear(struct watched *watched);

/* `directory`/`name`, to free(); NULL when memory is out. An empty name is the directory itself. */
char *path_join(const char *directory, const char *name);

#endif
