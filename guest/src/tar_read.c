/* Reading archives that somebody may have made to do harm: every number and every name is checked before it is used. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tar_parts.h"

/* The fields of a header block. */
enum {
	AT_NAME = 0,
	AT_MODE = 100,
	AT_UID = 108,
	AT_GID = 116,
	AT_SIZE = 124,
	AT_MTIME = 136,
	AT_SUM = 148,
	AT_TYPE = 156,
	AT_LINK = 157,
	AT_MAGIC = 257,
	AT_MAJOR = 329,
	AT_MINOR = 337,
	AT_PREFIX = 345,
	NAME_SIZE = 100,
	PREFIX_SIZE = 155,
};

void tar_show(char *to, size_t size, const char *text)
{
	size_t at = 0;
	for (; text[at] != '\0' && at + 1 < size; at++)
		to[at] = text[at] >= ' ' && text[at] <= '~' ? text[at] : '?';
	to[at] = '\0';
}

int tar_refuse(struct tar *tar, const char *what)
{
	char shown[200];
	tar_show(shown, sizeof shown, tar->path);
	snprintf(tar->why, sizeof tar->why, "entry '%s': %s", shown, what);
	return -EINVAL;
}

static int read_all(struct tar *tar, void *to, size_t size)
{
	for (size_t got = 0; got < size;) {
		ssize_t piece = tar->read(tar->with, (uint8_t *)to + got, size - got);
		if (piece < 0)
			return (int)piece;
		if (piece == 0)
			return tar_refuse(tar, "the archive is cut short after this");
		got += (size_t)piece;
	}
	return 0;
}

ssize_t tar_content(struct tar *tar, void *to, size_t size)
{
	if (size > tar->left)
		size = (size_t)tar->left;
	if (size == 0)
		return 0;
	ssize_t piece = tar->read(tar->with, to, size);
	if (piece == 0)
		return tar_refuse(tar, "the archive is cut short in this");
	if (piece > 0)
		tar->left -= (uint64_t)piece;
	return piece;
}

static int skip_rest(struct tar *tar)
{
	uint8_t waste[4096];
	ssize_t piece;
	do
		piece = tar_content(tar, waste, sizeof waste);
	while (piece > 0);
	int error = piece < 0 ? (int)piece : read_all(tar, waste, tar->padding);
	tar->padding = 0;
	return error;
}

/* Octal digits, or GNU's base 256 where the first bit is set. */
static bool number(const uint8_t *field, size_t size, int64_t *out)
{
	uint64_t value = 0;
	size_t at = 0;
	if ((field[0] & 0x80) != 0) {
		bool negative = field[0] == 0xff;
		value = negative ? UINT64_MAX : field[0] & 0x3fU;
		for (at = 1; at < size; at++) {
			if (value >> 55 != (negative ? UINT64_MAX >> 55 : 0))
				return false;
			value = value << 8 | field[at];
		}
		*out = (int64_t)value;
		return true;
	}
	while (at < size && field[at] == ' ')
		at++;
	for (; at < size && field[at] >= '0' && field[at] <= '7'; at++)
		value = value << 3 | (uint64_t)(field[at] - '0'); /* 12 digits at most */
	*out = (int64_t)value;
	return at == size || field[at] == ' ' || field[at] == '\0';
}

static bool unsigned_number(const uint8_t *field, size_t size, uint64_t most, uint64_t *out)
{
	int64_t value;
	if (!number(field, size, &value) || value < 0 || (uint64_t)value > most)
		return false;
	*out = (uint64_t)value;
	return true;
}

static bool small_number(const uint8_t *field, uint64_t most, uint32_t *out)
{
	uint64_t value;
	if (!unsigned_number(field, 8, most, &value))
		return false;
	*out = (uint32_t)value;
	return true;
}

static bool sum_right(const uint8_t *block)
{
	int64_t wanted;
	int64_t sum = 0;
	int64_t signed_sum = 0; /* as some old archivers have it */
	for (size_t i = 0; i < TAR_BLOCK; i++) {
		bool inside = i >= AT_SUM && i < AT_SUM + 8;
		sum += inside ? ' ' : block[i];
		signed_sum += inside ? ' ' : (int8_t)block[i];
	}
	return number(block + AT_SUM, 8, &wanted) && (wanted == sum || wanted == signed_sum);
}

static bool zeros(const uint8_t *block)
{
	for (size_t i = 0; i < TAR_BLOCK; i++)
		if (block[i] != 0)
			return false;
	return true;
}

bool tar_set_name(char *to, const void *from, size_t size)
{
	size = strnlen(from, size);
	if (size >= TAR_PATH_MAX)
		return false;
	memcpy(to, from, size);
	to[size] = '\0';
	return true;
}

static void header_name(struct tar *tar, const uint8_t *block)
{
	size_t size = 0;
	if (memcmp(block + AT_MAGIC, "ustar", 6) == 0 && block[AT_PREFIX] != '\0') {
		size = strnlen((const char *)block + AT_PREFIX, PREFIX_SIZE);
		memcpy(tar->path, block + AT_PREFIX, size);
		tar->path[size++] = '/';
	}
	tar_set_name(tar->path + size, block + AT_NAME, NAME_SIZE);
}

/* Takes out what means nothing ("./a//b/" is "a/b"); false for what leads elsewhere. */
static bool clean(char *path)
{
	char *to = path;
	if (path[0] == '/')
		return false;
	for (char *from = path; *from != '\0';) {
		size_t size = strcspn(from, "/");
		if (size == 2 && from[0] == '.' && from[1] == '.')
			return false;
		if (size > 0 && !(size == 1 && from[0] == '.')) {
			if (to != path)
				*to++ = '/';
			memmove(to, from, size);
			to += size;
		}
		from += size;
		from += *from == '/';
	}
	*to = '\0';
	return true;
}

/* Reads what stands before an entry (`size` bytes) to the end of `meta`, ended by a NUL. It never moves: entries point into it. */
static int read_meta(struct tar *tar, uint64_t size)
{
	if (size > TAR_META_MAX - tar->meta_size)
		return tar_refuse(tar, "what stands before it is longer than 1 MiB");
	if (tar->meta == NULL)
		tar->meta = malloc(TAR_META_MAX + 1);
	if (tar->meta == NULL)
		return -ENOMEM;
	int error = read_all(tar, tar->meta + tar->meta_size, (size_t)size);
	tar->meta[tar->meta_size + (size_t)size] = '\0';
	uint8_t padding[TAR_BLOCK];
	return error < 0 ? error : read_all(tar, padding, (TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK);
}

/* The numbers of the header, where no pax record has overruled them. */
static int take_numbers(struct tar *tar, struct tar_entry *entry, const struct tar_given *given, const uint8_t *block)
{
	uint64_t mode = 0;
	bool good = unsigned_number(block + AT_MODE, 8, INT64_MAX, &mode);
	good = good && (given->size || unsigned_number(block + AT_SIZE, 12, INT64_MAX, &entry->size));
	good = good && (given->uid || small_number(block + AT_UID, UINT32_MAX - 1, &entry->uid));
	good = good && (given->gid || small_number(block + AT_GID, UINT32_MAX - 1, &entry->gid));
	good = good && (given->mtime || number(block + AT_MTIME, 12, &entry->mtime_s));
	if (entry->type == TAR_CHAR || entry->type == TAR_BLOCK_DEVICE) {
		good = good && small_number(block + AT_MAJOR, UINT32_MAX, &entry->major);
		good = good && small_number(block + AT_MINOR, UINT32_MAX, &entry->minor);
	}
	entry->mode = (uint32_t)mode & 07777;
	return good ? 0 : tar_refuse(tar, "a number in its header is none");
}

static int take_type(struct tar *tar, struct tar_entry *entry, char type)
{
	size_t size = strlen(tar->path);
	if (type == '\0' || type == '7')
		type = TAR_FILE;
	if (type < TAR_FILE || type > TAR_FIFO)
		return tar_refuse(tar, "its type is not understood");
	if (type == TAR_FILE && size > 0 && tar->path[size - 1] == '/')
		type = TAR_DIRECTORY; /* as archives older than ustar say it */
	entry->type = (enum tar_type)type;
	return 0;
}

static int take_names(struct tar *tar, struct tar_entry *entry, const struct tar_given *given, const uint8_t *block)
{
	if (!given->target)
		tar_set_name(tar->target, block + AT_LINK, NAME_SIZE);
	entry->path = tar->path;
	entry->target = tar->target;
	if (!clean(tar->path))
		return tar_refuse(tar, "its name leads out of the tree");
	if (entry->type == TAR_LINK && (!clean(tar->target) || tar->target[0] == '\0'))
		return tar_refuse(tar, "what it links to is not in the tree");
	if (entry->type == TAR_SYMLINK && tar->target[0] == '\0')
		return tar_refuse(tar, "it leads to nothing");
	if (entry->type != TAR_DIRECTORY && tar->path[0] == '\0')
		return tar_refuse(tar, "it has no name");
	return 0;
}

static int take_entry(struct tar *tar, struct tar_entry *entry, struct tar_given *given, const uint8_t *block)
{
	if (!given->path)
		header_name(tar, block);
	int error = take_type(tar, entry, (char)block[AT_TYPE]);
	if (error == 0)
		error = take_numbers(tar, entry, given, block);
	if (error == 0)
		error = take_names(tar, entry, given, block);
	if (error < 0)
		return error;
	if (entry->type != TAR_FILE)
		entry->size = 0; /* some archivers write a link's size, and no content */
	entry->attributes = tar->attributes;
	tar->left = entry->size;
	tar->padding = (TAR_BLOCK - (uint32_t)(entry->size % TAR_BLOCK)) % TAR_BLOCK;
	return 1;
}

/* What stands before an entry: long names as GNU writes them, pax records, or records for all (which are not heeded). */
static int take_before(struct tar *tar, struct tar_entry *entry, struct tar_given *given, const uint8_t *block)
{
	uint64_t size;
	if (!unsigned_number(block + AT_SIZE, 12, INT64_MAX, &size))
		return tar_refuse(tar, "a number in its header is none");
	int error = read_meta(tar, size);
	if (error < 0)
		return error;
	char *text = (char *)tar->meta + tar->meta_size;
	switch (block[AT_TYPE]) {
	case 'L':
		given->path = tar_set_name(tar->path, text, (size_t)size);
		return given->path ? 0 : tar_refuse(tar, "a name is too long");
	case 'K':
		given->target = tar_set_name(tar->target, text, (size_t)size);
		return given->target ? 0 : tar_refuse(tar, "a name is too long");
	case 'x':
		if (tar->meta_size > 0)
			return tar_refuse(tar, "two pax headers in a row");
		tar->meta_size = (size_t)size; /* attributes point into it */
		return tar_records(tar, entry, given, text, text + size);
	default:
		return 0;
	}
}

int tar_next(struct tar *tar, struct tar_entry *entry)
{
	uint8_t block[TAR_BLOCK];
	struct tar_given given = {0};
	int error = skip_rest(tar);
	*entry = (struct tar_entry){.type = TAR_FILE};
	tar->meta_size = 0;
	while (error == 0) {
		error = read_all(tar, block, sizeof block);
		if (error < 0)
			return error;
		if (zeros(block))
			return 0;
		if (!sum_right(block))
			return tar_refuse(tar, "what follows this is no header");
		if (strchr("LKxg", block[AT_TYPE]) == NULL || block[AT_TYPE] == '\0')
			return take_entry(tar, entry, &given, block);
		error = take_before(tar, entry, &given, block);
	}
	return error;
}

void tar_close(struct tar *tar)
{
	free(tar->meta);
	tar->meta = NULL;
}
