/*
 * Tar archives, entry by entry: reads ustar, pax and GNU long names, writes pax. Pure: bytes come through a function.
 * Formats: POSIX.1-2001 pax; GNU tar's tar.h; attributes as star has them (SCHILY.xattr.*).
 */
#ifndef INGLE_TAR_H
#define INGLE_TAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "queue.h"

enum {
	TAR_BLOCK = 512,
	TAR_PATH_MAX = 4096,       /* with its NUL, as in Linux */
	TAR_META_MAX = 1 << 20,    /* of what stands before an entry: long names and attributes */
	TAR_ATTRIBUTES_MAX = 128,  /* of one entry */
	TAR_WHY_MAX = 384,
};

enum tar_type {
	TAR_FILE = '0',
	TAR_LINK = '1',
	TAR_SYMLINK = '2',
	TAR_CHAR = '3',
	TAR_BLOCK_DEVICE = '4',
	TAR_DIRECTORY = '5',
	TAR_FIFO = '6',
};

struct tar_attribute {
	const char *name;
	const uint8_t *value;
	size_t size;
};

struct tar_entry {
	enum tar_type type;
	const char *path;   /* of what is read: relative and clean, "" for the tree's own root */
	const char *target; /* of links; of a hard link as clean as the path */
	uint32_t mode;      /* permission bits */
	uint32_t uid;
	uint32_t gid;
	uint32_t major;
	uint32_t minor;
	uint64_t size; /* of a file */
	int64_t mtime_s;
	uint32_t mtime_ns;
	const struct tar_attribute *attributes;
	size_t attributes_count;
};

/* A reader; zeroed but for `read` and `with`. What an entry points at stays until the next. */
struct tar {
	ssize_t (*read)(void *with, void *to, size_t size); /* 0 at the end, or -errno */
	void *with;
	char why[TAR_WHY_MAX]; /* after -EINVAL: what is wrong, in ASCII */
	uint64_t left;         /* of the entry's content */
	uint32_t padding;      /* after it */
	uint8_t *meta;         /* pax records of the entry */
	size_t meta_size;
	char path[TAR_PATH_MAX];
	char target[TAR_PATH_MAX];
	struct tar_attribute attributes[TAR_ATTRIBUTES_MAX];
};

/* 1 and the next entry, 0 after the last one, -EINVAL and why not, -ENOMEM, or what `read` said. */
int tar_next(struct tar *tar, struct tar_entry *entry);

/* Content of the entry: how many bytes, 0 at its end, or as tar_next(). */
ssize_t tar_content(struct tar *tar, void *to, size_t size);

void tar_close(struct tar *tar);

/* Appends an entry's headers; its content, padded to blocks, and in the end two blocks of zeros are the caller's. */
int tar_put(struct queue *out, const struct tar_entry *entry);

/* A text for people: bytes that are no plain ASCII become question marks. */
void tar_show(char *to, size_t size, const char *text);

#endif
