/* What the files that read archives share. */
#ifndef INGLE_TAR_PARTS_H
#define INGLE_TAR_PARTS_H

#include "tar.h"

/* What stands before an entry and overrules its header. */
struct tar_given {
	bool path;
	bool target;
	bool size;
	bool uid;
	bool gid;
	bool mtime;
};

/* -EINVAL, with a reason that names the entry. */
int tar_refuse(struct tar *tar, const char *what);

/* A name as it is given; its end is a NUL or the field's. */
bool tar_set_name(char *to, const void *from, size_t size);

/* "LENGTH KEY=VALUE\n" one after the other; keys and values are ended by NULs in place. */
int tar_records(struct tar *tar, struct tar_entry *entry, struct tar_given *given, char *at, char *end);

#endif
