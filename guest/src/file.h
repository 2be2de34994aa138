/* What the file methods share. */
#ifndef INGLE_FILE_H
#define INGLE_FILE_H

#include <sys/stat.h>

#include "answer.h"

/* A Stat (and the entry's name, if any) as a map; a symlink's target is read beneath `dirfd`. */
void file_put(struct answer *answer, int dirfd, const char *path, const struct stat *status, const char *name);

/* Makes the directories above (or, with `whole`, also at) a path. */
int file_make_parents(const char *path, bool whole, mode_t mode);

#endif
