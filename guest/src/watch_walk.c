/*
 * The walk of a recursive watch: listens at every directory, then looks at what is in it. In this order, so that what is
 * made meanwhile is told once at least. It stays on the file system of the root and follows no symbolic links.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "watch.h"

void walk_add(struct watch *watch, char *path)
{
	struct place *place = path == NULL ? NULL : malloc(sizeof *place);
	if (place == NULL || watch->directories.count + watch->fresh_count >= WATCHED_MAX) {
		watch->failure = place == NULL ? -ENOMEM : -E2BIG;
		free(place);
		free(path);
		return;
	}
	*place = (struct place){.path = path, .next = watch->fresh};
	watch->fresh = place;
	watch->fresh_count++;
}

static char *take_fresh(struct watch *watch)
{
	struct place *place = watch->fresh;
	char *path = place->path;
	watch->fresh = place->next;
	watch->fresh_count--;
	free(place);
	return path;
}

/* It may have gone, or be something else by now; then there is nothing to walk. */
static DIR *enter(struct watch *watch, const char *path)
{
	struct stat status;
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return NULL;
	if (fstat(fd, &status) < 0 || status.st_dev != watch->device) {
		close(fd);
		return NULL;
	}
	int number = changes_listen(watch, path);
	DIR *directory = number < 0 ? NULL : fdopendir(fd);
	if (directory == NULL)
		close(fd);
	return directory;
}

static void leave(struct watch *watch)
{
	if (watch->walked != NULL)
		closedir(watch->walked);
	free(watch->walked_path);
	watch->walked = NULL;
	watch->walked_path = NULL;
}

static bool is_directory(DIR *parent, const struct dirent *entry)
{
	struct stat status;
	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type == DT_DIR;
	return fstatat(dirfd(parent), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode);
}

static void look_at(struct watch *watch, const struct dirent *entry)
{
	if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
		return;
	bool directory = is_directory(watch->walked, entry);
	if (watch->silent && !directory)
		return;
	char *path = path_join(watch->walked_path, entry->d_name);
	if (path == NULL) {
		watch->failure = -ENOMEM;
		return;
	}
	if (!watch->silent)
		change_put(watch, "created", path, NULL, directory);
	if (directory)
		walk_add(watch, path);
	else
		free(path);
}

int walk_begin(struct watch *watch)
{
	struct stat status;
	if (stat(watch->path, &status) < 0)
		return -errno;
	watch->device = status.st_dev;
	if (!watch->recursive || !S_ISDIR(status.st_mode))
		return 0;
	watch->walked_path = strdup(watch->path);
	watch->walked = watch->walked_path == NULL ? NULL : opendir(watch->path); /* close-on-exec by itself */
	return watch->walked == NULL ? -errno : 0;
}

bool walk_step(struct watch *watch)
{
	if (watch->walked != NULL) {
		const struct dirent *entry = readdir(watch->walked);
		if (entry != NULL)
			look_at(watch, entry);
		else
			leave(watch);
		return true;
	}
	if (watch->fresh == NULL)
		return false;
	char *path = take_fresh(watch);
	watch->walked = enter(watch, path);
	if (watch->walked != NULL)
		watch->walked_path = path;
	else
		free(path);
	return true;
}

void walk_end(struct watch *watch)
{
	leave(watch);
	while (watch->fresh != NULL)
		free(take_fresh(watch));
}
