/*
 * The method watch: what changes in a directory, as DATA that needs credit. Who reads slowly makes the kernel's own
 * queue full, which drops the rest and says so, and nothing is held here beside one piece of that queue.
 */
#include "watch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "link.h"
#include "methods.h"

enum {
	WATCHES_MAX = 64, /* the kernel allows a user 128 */
	STEPS = 64,       /* before others have their turn */
	ARRAY_HEAD = 3,
	BATCH_HEAD = 4 + ARRAY_HEAD,
};

static unsigned watches;

static void release(struct watch *watch)
{
	walk_end(watch);
	changes_end(watch);
	timer_disarm(&watch->turn);
	free(watch->path);
	watches--;
}

static void on_end(struct stream *stream, bool by_host)
{
	(void)by_host;
	release((struct watch *)stream);
}

static void fail(struct watch *watch)
{
	uint32_t id = watch->stream.id;
	if (watch->failure == -ESTALE)
		answer_problem(id, PROBLEM_GONE, 0, "what was watched was removed or moved away");
	else if (watch->failure == -E2BIG)
		answer_problem(id, PROBLEM_TOO_LARGE, 0, "there are more directories than can be watched");
	else
		answer_result(id, watch->failure, watch->path);
	release(watch);
	stream_over(&watch->stream);
}

/* Everything is walked: from now on all is told; after an overflow, that something was not. */
static void speak(struct watch *watch)
{
	watch->silent = false;
	if (watch->opened) {
		change_put(watch, "overflow", NULL, NULL, false);
		return;
	}
	watch->opened = true;
	struct answer answer;
	answer_begin(&answer, 0);
	answer_send(&answer, FRAME_OPENED, watch->stream.id);
}

static bool step(struct watch *watch)
{
	if (walk_step(watch))
		return true;
	if (watch->silent) {
		speak(watch);
		return true;
	}
	return changes_step(watch);
}

/* As many steps as have room; true when there are more. */
static bool take_steps(struct watch *watch, size_t max)
{
	for (unsigned i = 0; i < STEPS && watch->failure == 0; i++) {
		if (BATCH_HEAD + watch->out.bytes.size + CHANGE_MAX > max)
			return false; /* credit, or the next turn, brings more */
		if (!step(watch))
			return false;
	}
	return true;
}

/* The changes as one batch: its size, and the head of a MessagePack array of so many. */
static size_t put_batch(uint8_t *to, const struct watch *watch)
{
	size_t size = watch->out.bytes.size;
	frame_put_u32(to, (uint32_t)(ARRAY_HEAD + size));
	to[4] = 0xdc;
	to[5] = (uint8_t)(watch->out_count >> 8);
	to[6] = (uint8_t)watch->out_count;
	memcpy(to + BATCH_HEAD, watch->out.bytes.data, size);
	return BATCH_HEAD + size;
}

static void on_pull(struct stream *stream, uint8_t *to, size_t max, struct chunk *chunk)
{
	struct watch *watch = (struct watch *)stream;
	answer_open(&watch->out);
	watch->out_count = 0;
	bool more = take_steps(watch, max);
	if (watch->out_count > 0) {
		chunk->size = put_batch(to, watch);
		chunk->more = true;
	}
	answer_drop(&watch->out);
	if (chunk->size == 0 && watch->failure != 0)
		fail(watch);
	else if (chunk->size == 0 && more)
		timer_arm(&watch->turn, 0);
}

static void turn_due(struct timer *timer)
{
	stream_ready(&CONTAINER(timer, struct watch, turn)->stream);
}

static const struct stream_kind KIND = {.pull = on_pull, .ended = on_end};

void watch_method(uint32_t stream, const struct request *request)
{
	const struct path_request *wanted = &request->as.path;
	struct watch *watch = watches >= WATCHES_MAX ? NULL : stream_new(stream, sizeof *watch, &KIND);
	if (watch == NULL) {
		answer_result(stream, watches >= WATCHES_MAX ? -EBUSY : -ENOMEM, wanted->path);
		return;
	}
	watches++;
	watch->inotify.fd = -1;
	watch->turn.due = turn_due;
	watch->recursive = wanted->recursive;
	watch->path = path_join(wanted->path, "");
	watch->failure = watch->path == NULL ? -ENOMEM : changes_begin(watch);
	if (watch->failure == 0)
		watch->failure = walk_begin(watch);
	stream_ready(&watch->stream);
}
