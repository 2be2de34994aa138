/* The pax records that stand before an entry. */
#include <errno.h>
#include <string.h>

#include "tar_parts.h"

static bool decimal(const char *text, uint64_t most, uint64_t *out)
{
	uint64_t value = 0;
	if (*text == '\0')
		return false;
	for (; *text >= '0' && *text <= '9'; text++) {
		uint64_t digit = (uint64_t)(*text - '0');
		if (value > (most - digit) / 10)
			return false;
		value = value * 10 + digit;
	}
	*out = value;
	return *text == '\0';
}

static bool small_decimal(const char *text, uint32_t *out)
{
	uint64_t value;
	if (!decimal(text, UINT32_MAX - 1, &value)) /* the last one means none */
		return false;
	*out = (uint32_t)value;
	return true;
}

/* Seconds with a fraction, which may be before the epoch. */
static bool moment(const char *text, struct tar_entry *entry)
{
	char whole[24];
	uint64_t seconds;
	uint32_t nanoseconds = 0;
	bool negative = *text == '-';
	text += negative;
	size_t size = strcspn(text, ".");
	if (size >= sizeof whole)
		return false;
	memcpy(whole, text, size);
	whole[size] = '\0';
	if (!decimal(whole, INT64_MAX / 2, &seconds))
		return false;
	if (text[size] == '.')
		text += size + 1;
	else
		text += size;
	for (uint32_t unit = 100000000; *text >= '0' && *text <= '9'; text++, unit /= 10)
		nanoseconds += (uint32_t)(*text - '0') * unit;
	entry->mtime_s = negative ? -(int64_t)seconds - (nanoseconds > 0) : (int64_t)seconds;
	entry->mtime_ns = negative && nanoseconds > 0 ? 1000000000 - nanoseconds : nanoseconds;
	return *text == '\0';
}

static int keep_attribute(struct tar *tar, struct tar_entry *entry, const char *name, const char *value, size_t size)
{
	if (entry->attributes_count == TAR_ATTRIBUTES_MAX)
		return tar_refuse(tar, "more than 128 attributes");
	tar->attributes[entry->attributes_count++] = (struct tar_attribute){name, (const uint8_t *)value, size};
	return 0;
}

static int take_record(struct tar *tar, struct tar_entry *entry, struct tar_given *given, const char *key,
		       const char *value, size_t size)
{
	static const char ATTRIBUTE[] = "SCHILY.xattr.";
	bool good = true;
	if (strncmp(key, ATTRIBUTE, sizeof ATTRIBUTE - 1) == 0)
		return keep_attribute(tar, entry, key + sizeof ATTRIBUTE - 1, value, size);
	if (strncmp(key, "GNU.sparse.", 11) == 0)
		return tar_refuse(tar, "sparse files of GNU tar are not understood");
	if (strcmp(key, "path") == 0)
		good = given->path = strlen(value) == size && tar_set_name(tar->path, value, size);
	else if (strcmp(key, "linkpath") == 0)
		good = given->target = strlen(value) == size && tar_set_name(tar->target, value, size);
	else if (strcmp(key, "size") == 0)
		good = given->size = decimal(value, INT64_MAX, &entry->size);
	else if (strcmp(key, "uid") == 0)
		good = given->uid = small_decimal(value, &entry->uid);
	else if (strcmp(key, "gid") == 0)
		good = given->gid = small_decimal(value, &entry->gid);
	else if (strcmp(key, "mtime") == 0)
		good = given->mtime = moment(value, entry);
	return good ? 0 : tar_refuse(tar, "a pax record cannot be understood");
}

int tar_records(struct tar *tar, struct tar_entry *entry, struct tar_given *given, char *at, char *end)
{
	while (at < end) {
		uint64_t size = 0;
		char *digits = at;
		for (; *digits >= '0' && *digits <= '9' && size <= TAR_META_MAX; digits++)
			size = size * 10 + (uint64_t)(*digits - '0');
		if (size == 0 || *digits != ' ' || size > (uint64_t)(end - at) || at[size - 1] != '\n')
			return tar_refuse(tar, "a pax record cannot be understood");
		char *last = at + size - 1;
		char *equals = digits < last ? memchr(digits, '=', (size_t)(last - digits)) : NULL;
		if (equals == NULL)
			return tar_refuse(tar, "a pax record cannot be understood");
		*equals = *last = '\0';
		int error = take_record(tar, entry, given, digits + 1, equals + 1, (size_t)(last - equals - 1));
		if (error < 0)
			return error;
		at = last + 1;
	}
	return 0;
}
