/* Whatever stands in an archive: each entry is clean or refused, and what was read can be written again and says the same. */
#include <stdlib.h>
#include <string.h>

#include "tar.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct bytes_left {
	const uint8_t *at;
	size_t size;
};

static ssize_t take(void *with, void *to, size_t size)
{
	struct bytes_left *left = with;
	if (size > left->size)
		size = left->size;
	if (size > 0)
		memcpy(to, left->at, size);
	left->at += size;
	left->size -= size;
	return (ssize_t)size;
}

static void check_name(const char *name)
{
	if (name[0] == '/' || strncmp(name, "../", 3) == 0 || strstr(name, "/../") != NULL || strcmp(name, "..") == 0)
		abort();
}

/* Its header again, as it was read. */
static void check_again(const struct tar_entry *entry)
{
	struct queue out = {0};
	struct tar_entry again;
	struct bytes_left left;
	if (tar_put(&out, entry) < 0)
		return;
	left.at = queue_peek(&out, &left.size);
	struct tar *tar = calloc(1, sizeof *tar);
	tar->read = take;
	tar->with = &left;
	if (entry->path[0] != '\0' && strlen(entry->path) + 1 < TAR_PATH_MAX && entry->attributes_count == 0) {
		if (tar_next(tar, &again) != 1 || strcmp(again.path, entry->path) != 0 || again.size != entry->size)
			abort();
		if (again.mtime_ns != entry->mtime_ns || again.uid != entry->uid || again.type != entry->type)
			abort();
	}
	tar_close(tar);
	free(tar);
	queue_clear(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes_left left = {data, size};
	struct tar *tar = calloc(1, sizeof *tar);
	struct tar_entry entry;
	static volatile size_t sink;
	tar->read = take;
	tar->with = &left;
	while (tar_next(tar, &entry) > 0) {
		uint8_t content[1000];
		check_name(entry.path);
		if (entry.type == TAR_LINK)
			check_name(entry.target);
		for (size_t i = 0; i < entry.attributes_count; i++)
			sink = strlen(entry.attributes[i].name) + entry.attributes[i].value[entry.attributes[i].size];
		check_again(&entry);
		while (tar_content(tar, content, sizeof content) > 0)
			;
	}
	(void)sink;
	tar_close(tar);
	free(tar);
	return 0;
}
