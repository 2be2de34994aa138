/* The method list: a directory, a batch of entries whenever the link has room for one. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "methods.h"
#include "stream.h"

/* Entries a batch, and the bytes that one can take at most beside its name and target. */
enum { BATCH = 256, BATCH_BYTES = 131072 };

struct listing {
	struct stream stream;
	DIR *directory;
};

static void on_end(struct stream *stream, bool by_host)
{
	(void)by_host;
	closedir(((struct listing *)stream)->directory);
}

static bool next_entry(DIR *directory, const char **name, struct stat *status)
{
	const struct dirent *entry;
	while ((entry = readdir(directory)) != NULL) {
		*name = entry->d_name;
		if (strcmp(*name, ".") == 0 || strcmp(*name, "..") == 0)
			continue;
		if (fstatat(dirfd(directory), *name, status, AT_SYMLINK_NOFOLLOW) == 0)
			return true; /* else it has just gone */
	}
	return false;
}

/* The entries, packed one after the other; how many. */
static size_t pack_entries(DIR *directory, struct answer *entries)
{
	size_t count = 0;
	const char *name;
	struct stat status;
	answer_open(entries);
	while (count < BATCH && entries->bytes.size < BATCH_BYTES && next_entry(directory, &name, &status)) {
		file_put(entries, dirfd(directory), name, &status, name);
		count++;
	}
	return count;
}

static void on_pull(struct stream *stream, uint8_t *to, size_t max, struct chunk *chunk)
{
	struct listing *listing = (struct listing *)stream;
	struct answer entries;
	(void)to;
	(void)max;
	size_t count = pack_entries(listing->directory, &entries);
	if (count > 0) {
		struct answer answer;
		answer_begin(&answer, 1);
		answer_array(&answer, "entries", count);
		msgpack_sbuffer_write(&answer.bytes, entries.bytes.data, entries.bytes.size);
		answer_send(&answer, FRAME_MESSAGE, stream->id);
		chunk->more = true;
	} else {
		answer_done(stream->id);
		on_end(stream, false);
		stream_over(stream);
	}
	answer_drop(&entries);
}

static const struct stream_kind KIND = {.pull = on_pull, .ended = on_end};

void list_method(uint32_t stream, const struct request *request)
{
	const char *path = request->as.path.path;
	DIR *directory = opendir(path); /* close-on-exec by itself */
	int error = directory == NULL ? -errno : 0;
	struct listing *listing = directory == NULL ? NULL : stream_new(stream, sizeof *listing, &KIND);
	if (listing == NULL) {
		if (directory != NULL)
			closedir(directory);
		answer_result(stream, error < 0 ? error : -ENOMEM, path);
		return;
	}
	listing->directory = directory;
	struct answer answer;
	answer_begin(&answer, 0);
	answer_send(&answer, FRAME_OPENED, stream);
	stream_ready(&listing->stream);
}
