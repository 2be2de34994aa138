/*
 * The tree of control groups (cgroup v2). The agent is in its root; what it starts is below `ingle`, in `workload` or in
 * `exec`, so that a workload which divides its own group further is not disturbed by what else runs.
 */
#ifndef INGLE_CGROUP_H
#define INGLE_CGROUP_H

#include <stdbool.h>

/* Once, at boot. Without cgroup v2 there is no tree, and programs stay where the agent is. */
void cgroup_open(void);

/* Is there a tree whose groups can be frozen? */
bool cgroup_present(void);

/* A descriptor of the group that a program is to be started in, for the caller to close; -1 where there is none. */
int cgroup_home(bool workload);

/* Opens a file of the group `name` below the root; the descriptor or -errno. */
int cgroup_file(const char *name, const char *file, int flags);

/* Calls `each` for every group right below the root. */
void cgroup_each(void (*each)(const char *name));

/* The agent into the root, and every program that is in the root below `ingle`; true if there was one. */
bool cgroup_sort(void);

#endif
