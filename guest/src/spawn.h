/* Starts a program with exactly what it was given, and learns exactly why it could not be. */
#ifndef INGLE_SPAWN_H
#define INGLE_SPAWN_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "user.h"

struct spawn {
	char **argv;
	char **env;
	const char *path; /* where a name without a slash is looked up */
	const char *cwd;
	const struct user *user; /* NULL: stay who we are */
	bool tty;
	bool stdin_open;
	uint16_t rows;
	uint16_t cols;
	int group; /* descriptor of its control group; -1: the agent's own */
};

/* Our ends; -1 where there is none. A terminal has its one descriptor in `output`. */
struct spawned {
	pid_t pid;
	int input;
	int output;
	int errors;
};

/* The program's ends of the same; it has them as 0, 1 and 2. */
struct ends {
	int input;
	int output;
	int errors;
};

enum spawn_stage { STAGE_PREPARE, STAGE_USER, STAGE_CWD, STAGE_EXEC };

/* 0 once the program runs; else -errno, and where it went wrong. */
int spawn(const struct spawn *what, struct spawned *started, enum spawn_stage *stage);

/* The same in two steps, for a program that may be started several times with the same ends. On an error all are shut. */
int spawn_open(const struct spawn *what, struct spawned *ours, struct ends *theirs);
int spawn_start(const struct spawn *what, const struct ends *theirs, pid_t *pid, enum spawn_stage *stage);
void spawned_shut(struct spawned *ours);
void ends_shut(struct ends *theirs);

#endif
