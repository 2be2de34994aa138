/* One watch of the method watch, shared by its parts: the walk that finds directories, and what the kernel tells. */
#ifndef INGLE_WATCH_H
#define INGLE_WATCH_H

#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "answer.h"
#include "loop.h"
#include "stream.h"
#include "watched.h"

enum {
	CHANGE_MAX = 9216, /* two paths of PATH_MAX with a name each, and the keys */
	TOLD_AT_ONCE = 4096,
};

struct place {
	char *path;
	struct place *next;
};

/* The first half of a move, until the second comes or is known not to. */
struct half {
	char *path; /* NULL: there is none */
	uint32_t cookie;
	bool directory;
	bool alone; /* the second has had its time */
	struct timer timer;
};

struct watch {
	struct stream stream;
	char *path;
	bool recursive;
	bool opened;
	bool silent; /* what the walk finds is not new */
	int failure; /* -errno; the stream ends with it once all before it is told */

	struct source inotify;
	bool readable; /* worth reading; else the loop tells */
	struct watched directories;
	int root;
	struct half half;
	size_t told_at;
	size_t told;
	_Alignas(8) uint8_t telling[TOLD_AT_ONCE];

	dev_t device;
	DIR *walked;
	char *walked_path;
	struct place *fresh; /* directories to walk */
	size_t fresh_count;

	struct answer out; /* the changes of this turn, one after the other */
	unsigned out_count;
	struct timer turn;
};

/* Puts a change into `out`; `path` and `to` may be NULL. */
void change_put(struct watch *watch, const char *kind, const char *path, const char *to, bool directory);

/* Begins to listen at the path: 0 or -errno. What the watch knew is forgotten; the walk goes on without words. */
int changes_begin(struct watch *watch);

/* Looks at one thing the kernel tells; false when there is nothing now, and the loop will say when there is. */
bool changes_step(struct watch *watch);

void changes_end(struct watch *watch);

/* Listens at a directory: its number or -errno. */
int changes_listen(struct watch *watch, const char *path);

/* A directory is new: it and what is below is to be walked. Takes the path over. */
void walk_add(struct watch *watch, char *path);

/* Walks from the root. 0 or -errno. */
int walk_begin(struct watch *watch);

/* Looks at one entry; false when everything is walked. */
bool walk_step(struct watch *watch);

void walk_end(struct watch *watch);

#endif
