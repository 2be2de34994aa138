/* Writing an entry's headers: ustar, with a pax header before it for what does not fit. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "tar.h"

enum { NAME_SIZE = 100 };

#define SMALL_MAX 07777777U      /* of seven octal digits */
#define LARGE_MAX 077777777777LL /* of eleven */

/* A key and its value as a pax record, whose length counts its own digits. */
static int put_record(struct queue *records, const char *key, const void *value, size_t size)
{
	char digits[24];
	size_t rest = strlen(key) + size + 3;
	size_t length = rest + 1;
	for (size_t more = 0; length != more;) {
		more = length;
		length = rest + (size_t)snprintf(digits, sizeof digits, "%zu", more);
	}
	char *to = (char *)queue_reserve(records, length + 1);
	if (to == NULL)
		return -ENOMEM;
	int head = snprintf(to, length + 1, "%zu %s=", length, key);
	memcpy(to + head, value, size);
	to[length - 1] = '\n';
	queue_commit(records, length);
	return 0;
}

static int put_text(struct queue *records, const char *key, const char *text)
{
	return put_record(records, key, text, strlen(text));
}

static int put_number(struct queue *records, const char *key, uint64_t number)
{
	char text[24];
	snprintf(text, sizeof text, "%llu", (unsigned long long)number);
	return put_text(records, key, text);
}

static int put_moment(struct queue *records, const struct tar_entry *entry)
{
	char text[40];
	long long seconds = entry->mtime_s;
	uint32_t nanoseconds = entry->mtime_ns;
	bool negative = seconds < 0;
	if (negative && nanoseconds > 0) {
		seconds++;
		nanoseconds = 1000000000 - nanoseconds;
	}
	snprintf(text, sizeof text, "%s%lld.%09u", negative ? "-" : "", negative ? -seconds : seconds, nanoseconds);
	return put_text(records, "mtime", text);
}

static int put_attributes(struct queue *records, const struct tar_entry *entry)
{
	char key[300];
	int error = 0;
	for (size_t i = 0; error == 0 && i < entry->attributes_count; i++) {
		const struct tar_attribute *attribute = &entry->attributes[i];
		snprintf(key, sizeof key, "SCHILY.xattr.%s", attribute->name);
		error = put_record(records, key, attribute->value, attribute->size);
	}
	return error;
}

static int put_records(struct queue *records, const struct tar_entry *entry)
{
	int error = put_attributes(records, entry);
	if (error == 0 && strlen(entry->path) > NAME_SIZE)
		error = put_text(records, "path", entry->path);
	if (error == 0 && entry->target != NULL && strlen(entry->target) > NAME_SIZE)
		error = put_text(records, "linkpath", entry->target);
	if (error == 0 && entry->size > (uint64_t)LARGE_MAX)
		error = put_number(records, "size", entry->size);
	if (error == 0 && entry->uid > SMALL_MAX)
		error = put_number(records, "uid", entry->uid);
	if (error == 0 && entry->gid > SMALL_MAX)
		error = put_number(records, "gid", entry->gid);
	if (error == 0 && (entry->mtime_ns > 0 || entry->mtime_s < 0 || entry->mtime_s > LARGE_MAX))
		error = put_moment(records, entry);
	return error;
}

static void octal(uint8_t *field, size_t size, uint64_t number, uint64_t most)
{
	char text[24];
	snprintf(text, sizeof text, "%0*llo", (int)size - 1, (unsigned long long)(number > most ? 0 : number));
	memcpy(field, text, size);
}

static void put_name(uint8_t *field, const char *name)
{
	memcpy(field, name, strnlen(name, NAME_SIZE));
}

static int put_header(struct queue *out, const struct tar_entry *entry, char type)
{
	uint8_t *block = queue_reserve(out, TAR_BLOCK);
	if (block == NULL)
		return -ENOMEM;
	memset(block, 0, TAR_BLOCK);
	put_name(block, entry->path);
	octal(block + 100, 8, entry->mode, SMALL_MAX);
	octal(block + 108, 8, entry->uid, SMALL_MAX);
	octal(block + 116, 8, entry->gid, SMALL_MAX);
	octal(block + 124, 12, entry->size, (uint64_t)LARGE_MAX);
	octal(block + 136, 12, entry->mtime_s < 0 ? 0 : (uint64_t)entry->mtime_s, (uint64_t)LARGE_MAX);
	memset(block + 148, ' ', 8);
	block[156] = (uint8_t)type;
	if (entry->target != NULL)
		put_name(block + 157, entry->target);
	memcpy(block + 257, "ustar\0" "00", 8);
	octal(block + 329, 8, entry->major, SMALL_MAX);
	octal(block + 337, 8, entry->minor, SMALL_MAX);
	uint64_t sum = 0;
	for (size_t i = 0; i < TAR_BLOCK; i++)
		sum += block[i];
	octal(block + 148, 7, sum, SMALL_MAX);
	queue_commit(out, TAR_BLOCK);
	return 0;
}

static int put_before(struct queue *out, struct queue *records)
{
	static const uint8_t ZEROS[TAR_BLOCK];
	size_t size;
	const uint8_t *bytes = queue_peek(records, &size);
	const struct tar_entry pax = {.path = "pax", .mode = 0644, .size = size};
	int error = put_header(out, &pax, 'x');
	if (error == 0)
		error = queue_append(out, bytes, size);
	return error == 0 ? queue_append(out, ZEROS, (TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK) : error;
}

int tar_put(struct queue *out, const struct tar_entry *entry)
{
	struct queue records = {0};
	int error = put_records(&records, entry);
	if (error == 0 && queue_size(&records) > 0)
		error = put_before(out, &records);
	queue_clear(&records);
	return error < 0 ? error : put_header(out, entry, (char)entry->type);
}
