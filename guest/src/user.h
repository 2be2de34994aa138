/* Who runs a program: the guest's own passwd and group files, read as they are (a static agent has no NSS). Pure. */
#ifndef INGLE_USER_H
#define INGLE_USER_H

#include <stddef.h>
#include <sys/types.h>

enum { GROUPS_MAX = 256, HOME_MAX = 256 };

struct user {
	uid_t uid;
	gid_t gid;
	gid_t groups[GROUPS_MAX];
	size_t groups_count;
	char home[HOME_MAX];
};

/*
 * `spec` is "name", "uid", "name:group" or "uid:gid"; the texts are the files, or NULL where there is none. A number needs no
 * entry. 0, or -ENOENT for an unknown user or group. As containers do: with a group given, there are no other groups.
 */
int user_find(const char *spec, const char *passwd, const char *group, struct user *user);

#endif
