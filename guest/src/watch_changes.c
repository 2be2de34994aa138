/* What the kernel tells of a watch (inotify(7)), in the protocol's words: moves in one piece, and paths instead of numbers. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "watch.h"

enum {
	HALF_MS = 20,   /* the kernel tells both halves in one call; this is for who reads between them */
	KEYS_MAX = 256, /* of a change, beside its paths */
};

#define OF_ENTRIES (IN_CREATE | IN_DELETE | IN_MODIFY | IN_ATTRIB | IN_MOVED_FROM | IN_MOVED_TO)
#define OF_THE_END (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT)

void change_put(struct watch *watch, const char *kind, const char *path, const char *to, bool directory)
{
	struct answer *out = &watch->out;
	if ((path == NULL ? 0 : strlen(path)) + (to == NULL ? 0 : strlen(to)) > CHANGE_MAX - KEYS_MAX) {
		change_put(watch, "overflow", NULL, NULL, false); /* longer than any path that can be opened */
		return;
	}
	watch->out_count++;
	answer_map(out, NULL, 1U + (path != NULL) + (to != NULL) + directory);
	answer_text(out, "kind", kind);
	if (path != NULL)
		answer_bin(out, "path", path, strlen(path));
	if (to != NULL)
		answer_bin(out, "to", to, strlen(to));
	if (directory)
		answer_bool(out, "directory", true);
}

static void drop_half(struct half *half)
{
	timer_disarm(&half->timer);
	free(half->path);
	half->path = NULL;
	half->alone = false;
}

/* It has left what is watched: as good as removed. */
static void settle_half(struct watch *watch)
{
	struct half *half = &watch->half;
	int number;
	if (half->path == NULL)
		return;
	change_put(watch, "removed", half->path, NULL, half->directory);
	while (half->directory && (number = watched_take_below(&watch->directories, half->path)) >= 0)
		inotify_rm_watch(watch->inotify.fd, number);
	drop_half(half);
}

static void half_due(struct timer *timer)
{
	struct watch *watch = CONTAINER(timer, struct watch, half.timer);
	watch->half.alone = true;
	watch->readable = true;
	stream_ready(&watch->stream);
}

static void inotify_ready(struct source *source, uint32_t events)
{
	(void)events;
	struct watch *watch = CONTAINER(source, struct watch, inotify);
	watch->readable = true;
	loop_watch(source, 0);
	stream_ready(&watch->stream);
}

int changes_listen(struct watch *watch, const char *path)
{
	int number = inotify_add_watch(watch->inotify.fd, path, OF_ENTRIES | OF_THE_END);
	int error = number < 0 ? -errno : watched_add(&watch->directories, number, path);
	if (error == -ENOSPC) /* the kernel's own bound, not the disk's */
		error = -E2BIG;
	if (error == -E2BIG || error == -ENOMEM)
		watch->failure = error;
	return error < 0 ? error : number;
}

int changes_begin(struct watch *watch)
{
	changes_end(watch);
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (fd < 0)
		return errno == EMFILE ? -EBUSY : -errno;
	watch->inotify = (struct source){.fd = fd, .ready = inotify_ready};
	watch->half.timer.due = half_due;
	watch->readable = true;
	watch->silent = true;
	watch->root = changes_listen(watch, watch->path);
	return watch->root < 0 ? watch->root : 0;
}

void changes_end(struct watch *watch)
{
	drop_half(&watch->half);
	watched_clear(&watch->directories);
	loop_close(&watch->inotify);
	watch->told = watch->told_at = 0;
}

/* Who was told too late looks at everything anew, and so does the walk: directories may have come that nobody listens at. */
static void begin_anew(struct watch *watch)
{
	walk_end(watch);
	int error = changes_begin(watch);
	if (error == 0)
		error = walk_begin(watch);
	if (error < 0)
		watch->failure = error == -ENOENT || error == -ENOTDIR ? -ESTALE : error;
}

static bool ends_move(struct watch *watch, const struct inotify_event *event, const char *path, bool directory)
{
	struct half *half = &watch->half;
	if (half->path == NULL || (event->mask & IN_MOVED_TO) == 0 || half->cookie != event->cookie)
		return false;
	change_put(watch, "moved", half->path, path, directory);
	if (directory && watched_move(&watch->directories, half->path, path) < 0)
		watch->failure = -ENOMEM;
	drop_half(half);
	return true;
}

/* Of an entry, or of what is watched itself. Takes the path over. */
static void tell(struct watch *watch, const struct inotify_event *event, char *path)
{
	bool directory = (event->mask & IN_ISDIR) != 0;
	if (ends_move(watch, event, path, directory)) {
		free(path);
		return;
	}
	settle_half(watch);
	if ((event->mask & IN_MOVED_FROM) != 0) {
		watch->half.path = path;
		watch->half.cookie = event->cookie;
		watch->half.directory = directory;
		return;
	}
	if ((event->mask & (IN_CREATE | IN_MOVED_TO)) != 0) {
		change_put(watch, "created", path, NULL, directory);
		if (directory && watch->recursive) {
			walk_add(watch, path);
			return;
		}
	} else if ((event->mask & IN_DELETE) != 0) {
		change_put(watch, "removed", path, NULL, directory);
	} else {
		change_put(watch, (event->mask & IN_MODIFY) != 0 ? "modified" : "attributes", path, NULL, directory);
	}
	free(path);
}

static void look_at(struct watch *watch, const struct inotify_event *event)
{
	bool root = event->wd == watch->root;
	if ((event->mask & IN_Q_OVERFLOW) != 0) {
		begin_anew(watch);
		return;
	}
	const char *directory = watched_path(&watch->directories, event->wd);
	if (root && (event->mask & (OF_THE_END | IN_IGNORED)) != 0) {
		settle_half(watch);
		watch->failure = -ESTALE;
	} else if ((event->mask & IN_IGNORED) != 0) {
		watched_forget(&watch->directories, event->wd);
	} else if (directory != NULL && (event->mask & OF_ENTRIES) != 0 && (root || event->len > 0)) {
		char *path = path_join(directory, event->len > 0 ? event->name : "");
		if (path == NULL)
			watch->failure = -ENOMEM;
		else
			tell(watch, event, path);
	}
}

static bool read_more(struct watch *watch)
{
	if (!watch->readable)
		return false;
	ssize_t got = read(watch->inotify.fd, watch->telling, sizeof watch->telling);
	if (got > 0) {
		watch->told_at = 0;
		watch->told = (size_t)got;
	} else if (got < 0 && errno == EAGAIN && watch->half.alone) {
		settle_half(watch);
	} else if (got < 0 && errno == EAGAIN) {
		watch->readable = false;
		loop_watch(&watch->inotify, EPOLLIN);
		if (watch->half.path != NULL)
			timer_arm(&watch->half.timer, HALF_MS);
		return false;
	} else if (got == 0 || errno != EINTR) {
		watch->failure = got == 0 ? -EIO : -errno;
	}
	return true;
}

bool changes_step(struct watch *watch)
{
	if (watch->told_at >= watch->told)
		return read_more(watch);
	const struct inotify_event *event = (const void *)(watch->telling + watch->told_at);
	watch->told_at += sizeof *event + event->len;
	look_at(watch, event);
	return true;
}
