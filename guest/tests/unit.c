/* Unit tests of the files without system calls: each prints what failed, and the number of failures is the exit status. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "frame.h"
#include "listeners.h"
#include "policy.h"
#include "request.h"
#include "scrollback.h"
#include "tar.h"
#include "user.h"
#include "watched.h"

enum { VECTOR_PARTS = 4 };

struct sealed_vector {
	const char *name;
	uint32_t key;
	struct frame frame;
	const char *bytes;
	size_t size;
};

struct piece {
	const char *bytes; /* NULL: zeros */
	size_t size;
};

struct hunt_vector {
	const char *name;
	uint32_t key;
	struct piece pieces[VECTOR_PARTS];
	size_t pieces_count;
	struct frame finds[VECTOR_PARTS];
	size_t finds_count;
};

#include "vectors.h"

static int failures;

#define CHECK(condition, about)                                                          \
	((condition) ? (void)0 : (void)(failures++, fprintf(stderr, "%s:%d: %s: %s\n", __FILE__, __LINE__, about, \
							   #condition)))

static uint8_t memory[FRAME_MAX + 65536];

static void check_same(const char *about, const struct frame *got, const struct frame *wanted)
{
	CHECK(got->type == wanted->type && got->channel == wanted->channel && got->stream == wanted->stream, about);
	CHECK(got->length == wanted->length, about);
	CHECK(got->length != wanted->length || memcmp(got->payload, wanted->payload, got->length) == 0, about);
}

static void test_sealing(void)
{
	for (size_t i = 0; i < sizeof SEALED / sizeof SEALED[0]; i++) {
		const struct sealed_vector *vector = &SEALED[i];
		uint8_t out[1024];
		memcpy(out + FRAME_HEADER, vector->frame.payload, vector->frame.length);
		CHECK(frame_seal(out, vector->key, &vector->frame) == vector->size, vector->name);
		CHECK(memcmp(out, vector->bytes, vector->size) == 0, vector->name);
	}
}

/* Feeds all the pieces, at most `step` bytes at a time, and compares what is found. */
static void hunt(const struct hunt_vector *vector, size_t step)
{
	struct hunter hunter = {.memory = memory, .capacity = sizeof memory, .key = vector->key};
	size_t found = 0;
	for (size_t i = 0; i < vector->pieces_count; i++) {
		const struct piece *piece = &vector->pieces[i];
		for (size_t at = 0; at < piece->size;) {
			size_t room;
			uint8_t *to = hunter_room(&hunter, &room);
			size_t size = piece->size - at < step ? piece->size - at : step;
			size = size < room ? size : room;
			CHECK(size > 0, vector->name);
			if (piece->bytes != NULL)
				memcpy(to, piece->bytes + at, size);
			else
				memset(to, 0, size);
			hunter_filled(&hunter, size);
			at += size;
			for (struct frame frame; frame_next(&hunter, &frame); found++)
				if (found < vector->finds_count)
					check_same(vector->name, &frame, &vector->finds[found]);
		}
	}
	CHECK(found == vector->finds_count, vector->name);
}

static void test_hunting(void)
{
	static const size_t STEPS[] = {1, 7, 4096, sizeof memory};
	for (size_t i = 0; i < sizeof HUNTS / sizeof HUNTS[0]; i++)
		for (size_t j = 0; j < sizeof STEPS / sizeof STEPS[0]; j++)
			hunt(&HUNTS[i], STEPS[j]);
}

static const char PASSWD[] = "root:x:0:0:root:/root:/bin/sh\nann:x:1000:1000::/home/ann:/bin/sh\nbad line\nlast:x:7:8::/l";
static const char GROUP[] = "root:x:0:\nann:x:1000:\nwheel:x:10:root,ann\nvideo:x:44:annabel,ann\nempty:x:9:\n";

static void test_users(void)
{
	struct user user;
	CHECK(user_find("ann", PASSWD, GROUP, &user) == 0 && user.uid == 1000 && user.gid == 1000, "name");
	CHECK(user.groups_count == 3 && user.groups[0] == 10 && user.groups[1] == 44 && user.groups[2] == 1000, "groups");
	CHECK(strcmp(user.home, "/home/ann") == 0, "home");
	CHECK(user_find("1000", PASSWD, GROUP, &user) == 0 && user.groups_count == 3, "a number that has a name");
	CHECK(user_find("4711", PASSWD, GROUP, &user) == 0 && user.uid == 4711 && user.gid == 0, "a number without");
	CHECK(strcmp(user.home, "/") == 0, "home of nobody");
	CHECK(user_find("ann:video", PASSWD, GROUP, &user) == 0 && user.gid == 44 && user.groups_count == 1, "group");
	CHECK(user_find("5:6", NULL, NULL, &user) == 0 && user.uid == 5 && user.gid == 6, "without files");
	CHECK(user_find("last", PASSWD, GROUP, &user) == 0 && strcmp(user.home, "/l") == 0, "last line");
	CHECK(user_find("nobody", PASSWD, GROUP, &user) == -ENOENT, "unknown user");
	CHECK(user_find("ann:nogroup", PASSWD, GROUP, &user) == -ENOENT, "unknown group");
	CHECK(user_find("", PASSWD, GROUP, &user) == -ENOENT, "empty");
	CHECK(user_find("99999999999", PASSWD, GROUP, &user) == -ENOENT, "beyond 32 bits");
	CHECK(user_find("4294967295", PASSWD, GROUP, &user) == -ENOENT, "the one that means none");
}

static void test_scrollback(void)
{
	struct scrollback kept;
	uint8_t channel = 0;
	uint8_t out[64];
	CHECK(scrollback_open(&kept, 1) == 0 && kept.capacity == SCROLLBACK_MIN, "least");
	scrollback_append(&kept, 1, (const uint8_t *)"abc", 3);
	scrollback_append(&kept, 2, (const uint8_t *)"de", 2);
	scrollback_append(&kept, 2, (const uint8_t *)"f", 1);
	CHECK(scrollback_copy(&kept, 0, out, sizeof out, &channel) == 3 && channel == 1, "first run");
	CHECK(scrollback_copy(&kept, 1, out, sizeof out, &channel) == 2 && out[0] == 'b', "inside a run");
	CHECK(scrollback_copy(&kept, 3, out, sizeof out, &channel) == 3 && channel == 2, "joined run");
	CHECK(scrollback_copy(&kept, 6, out, sizeof out, &channel) == 0, "end");
	uint8_t block[SCROLLBACK_MIN];
	memset(block, 'x', sizeof block);
	scrollback_append(&kept, 1, block, sizeof block - 1);
	CHECK(kept.first == 5 && kept.next == SCROLLBACK_MIN + 5, "oldest forgotten");
	CHECK(scrollback_copy(&kept, 5, out, sizeof out, &channel) == 1 && channel == 2 && out[0] == 'f', "its channel");
	CHECK(scrollback_copy(&kept, 6, out, sizeof out, &channel) == sizeof out && channel == 1, "next run");
	for (int i = 0; i < 10000; i++)
		scrollback_append(&kept, (uint8_t)(1 + i % 2), (const uint8_t *)"z", 1);
	CHECK(kept.next - kept.first <= 2048, "marks are bounded");
	CHECK(scrollback_copy(&kept, kept.next - 1, out, sizeof out, &channel) == 1 && channel == 2, "newest");
	scrollback_close(&kept);
}

static enum problem parse(const char *bytes, size_t size, struct request *request)
{
	return request_parse(request, (const uint8_t *)bytes, size);
}

#define PARSE(bytes, request) parse(bytes, sizeof(bytes) - 1, request)

static void test_requests(void)
{
	struct request request;
	const struct sealed_vector *exec = &SEALED[1];
	CHECK(request_parse(&request, exec->frame.payload, exec->frame.length) == PROBLEM_NONE, "exec");
	const struct exec_request *wanted = &request.as.exec;
	CHECK(strcmp(wanted->session, "s1") == 0 && strcmp(wanted->argv[2], "a \xff'b") == 0, "argv");
	CHECK(wanted->argv[3] == NULL && strcmp(wanted->env[0], "LANG=C.UTF-8") == 0, "env");
	CHECK(wanted->tty.present && wanted->tty.cols == 80 && wanted->stdin_open && !wanted->keep, "flags");
	request_free(&request);
	CHECK(PARSE("\x81\xa6method\xa4sync", &request) == PROBLEM_NONE && request.method == METHOD_SYNC, "no rows");
	request_free(&request);
	CHECK(PARSE("\x81\xa6method\xa4sing", &request) == PROBLEM_UNKNOWN_METHOD, "unknown");
	request_free(&request);
	CHECK(PARSE("\x80", &request) == PROBLEM_UNKNOWN_METHOD, "empty map");
	request_free(&request);
	CHECK(PARSE("\xdf\xff\xff\xff\xff", &request) == PROBLEM_PROTOCOL_ERROR, "a map that is not there");
	request_free(&request);
	CHECK(PARSE("\x82\xa6method\xa4stat\xa4path\xa5/a\0bc", &request) == PROBLEM_INVALID, "NUL");
	CHECK(strncmp(request.why.text, "path: ", 6) == 0, "why");
	request_free(&request);
	CHECK(PARSE("\x82\xa6method\xa4stat\xa4path\xa2.x", &request) == PROBLEM_INVALID, "relative");
	request_free(&request);
	CHECK(PARSE("\x81\xa6method\xa4stat", &request) == PROBLEM_INVALID, "missing");
	request_free(&request);
}

static void test_idleness(void)
{
	static const struct {
		uint64_t now_ns, used_ns;
		uint32_t limit_ms, left_ms;
	} ROWS[] = {
		{5000000, 5000000, 10, 10}, {9999999, 5000000, 10, 6},  {14999999, 5000000, 10, 1},
		{15000000, 5000000, 10, 0}, {UINT64_MAX, 0, UINT32_MAX, 0}, {4000000, 5000000, 10, 10},
	};
	for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++)
		CHECK(idle_left_ms(ROWS[i].now_ns, ROWS[i].used_ns, ROWS[i].limit_ms) == ROWS[i].left_ms, "idleness");
}

static void test_restarts(void)
{
	static const struct {
		struct restart_policy policy;
		bool failed;
		uint32_t in_row;
		bool wanted;
	} ROWS[] = {
		{{RESTART_NO, 0}, true, 0, false},         {{RESTART_ON_FAILURE, 0}, true, 1000, true},
		{{RESTART_ON_FAILURE, 0}, false, 0, false}, {{RESTART_ON_FAILURE, 3}, true, 2, true},
		{{RESTART_ON_FAILURE, 3}, true, 3, false},  {{RESTART_ALWAYS, 0}, false, 7, true},
		{{RESTART_ALWAYS, 1}, false, 0, true},      {{RESTART_ALWAYS, 1}, false, 1, false},
	};
	static const uint32_t PAUSES[] = {100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600, 51200, 60000, 60000};
	enum restart_when when;
	for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++)
		CHECK(restart_wanted(&ROWS[i].policy, ROWS[i].failed, ROWS[i].in_row) == ROWS[i].wanted, "restart");
	for (uint32_t i = 0; i < sizeof PAUSES / sizeof PAUSES[0]; i++)
		CHECK(restart_pause_ms(i) == PAUSES[i], "pause");
	CHECK(restart_pause_ms(UINT32_MAX) == 60000, "the longest row");
	CHECK(restart_when_of("on-failure", &when) && when == RESTART_ON_FAILURE, "a word");
	CHECK(!restart_when_of("sometimes", &when), "no word");
}

static void test_health(void)
{
	uint32_t row = 0;
	CHECK(health_judge(HEALTH_STARTING, false, true, 1, &row) == HEALTH_STARTING && row == 0, "not yet");
	CHECK(health_judge(HEALTH_STARTING, true, true, 2, &row) == HEALTH_HEALTHY, "early");
	CHECK(health_judge(HEALTH_HEALTHY, false, true, 2, &row) == HEALTH_HEALTHY && row == 1, "once");
	CHECK(health_judge(HEALTH_HEALTHY, false, false, 2, &row) == HEALTH_UNHEALTHY, "twice");
	CHECK(health_judge(HEALTH_UNHEALTHY, true, false, 2, &row) == HEALTH_HEALTHY && row == 0, "well again");
	CHECK(health_judge(HEALTH_STARTING, false, false, 1, &row) == HEALTH_UNHEALTHY, "the start is over");
}

static const char TCP[] =
	"  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
	"   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0000 100 0 0 10 0\n"
	"   1: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4712 1 0000 100 0 0 10 0\n"
	"   2: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 4713 1 0000 20 4 30 10 -1\n"
	"   3: 0100007F:1F9";
static const char TCP6[] =
	"  sl  local_address                         remote_address                        st\n"
	"   0: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 "
	"00:00000000 00000000     0        0 18446744073709551615 1 0000\n";

static void test_listeners(void)
{
	static struct listener found[LISTENERS_MAX];
	size_t count = listeners_parse(TCP, found, 0);
	count = listeners_parse(TCP6, found, count);
	CHECK(count == 3, "listeners");
	listeners_sort(found, count);
	CHECK(found[0].port == 22 && strcmp(found[0].address, "0.0.0.0") == 0 && found[0].inode == 4712, "any");
	CHECK(found[1].port == 80 && strcmp(found[1].address, "::1") == 0 && found[1].inode == UINT64_MAX, "version 6");
	CHECK(found[2].port == 8080 && strcmp(found[2].address, "127.0.0.1") == 0, "loopback");
	CHECK(listeners_parse(TCP, found, LISTENERS_MAX - 1) == LISTENERS_MAX, "bound");
	CHECK(listeners_parse("", found, 0) == 0 && listeners_parse("\n\n", found, 0) == 0, "nothing");
}

struct source_bytes {
	struct queue bytes;
	size_t step;
};

static ssize_t take(void *with, void *to, size_t size)
{
	struct source_bytes *source = with;
	size_t there;
	const uint8_t *bytes = queue_peek(&source->bytes, &there);
	size = size < there ? size : there;
	size = size < source->step ? size : source->step;
	if (size > 0)
		memcpy(to, bytes, size);
	queue_drop(&source->bytes, size);
	return (ssize_t)size;
}

static void test_archives(void)
{
	static char name[300];
	static const uint8_t ZEROS[2 * TAR_BLOCK];
	memset(name, 'n', sizeof name - 1);
	const struct tar_attribute attribute = {"user.a", (const uint8_t *)"\0=\n", 3};
	const struct tar_entry written[] = {
		{.type = TAR_FILE, .path = "./a//b/", .size = 0},
		{.type = TAR_FILE, .path = name, .size = 5, .mode = 04755, .uid = 1U << 31, .gid = 1U << 22, .mtime_s = -2,
		 .mtime_ns = 500000000, .attributes = &attribute, .attributes_count = 1},
		{.type = TAR_SYMLINK, .path = "l", .target = name, .mtime_s = 0x7fffffffffLL},
		{.type = TAR_CHAR, .path = "c", .major = 5, .minor = 256},
	};
	for (size_t step = 1; step <= 4096; step *= 64) {
		struct source_bytes source = {.step = step};
		struct tar tar = {.read = take, .with = &source};
		struct tar_entry entry;
		for (size_t i = 0; i < sizeof written / sizeof written[0]; i++) {
			CHECK(tar_put(&source.bytes, &written[i]) == 0, "put");
			queue_append(&source.bytes, ZEROS, written[i].size > 0 ? TAR_BLOCK : 0);
		}
		queue_append(&source.bytes, ZEROS, sizeof ZEROS);
		CHECK(tar_next(&tar, &entry) == 1 && strcmp(entry.path, "a/b") == 0 && entry.type == TAR_DIRECTORY, "clean");
		CHECK(tar_next(&tar, &entry) == 1 && strcmp(entry.path, name) == 0 && entry.size == 5, "a long name");
		CHECK(entry.uid == 1U << 31 && entry.gid == 1U << 22 && entry.mode == 04755, "large numbers");
		CHECK(entry.mtime_s == -2 && entry.mtime_ns == 500000000, "before the epoch");
		CHECK(entry.attributes_count == 1 && memcmp(entry.attributes[0].value, "\0=\n", 3) == 0, "an attribute");
		CHECK(tar_next(&tar, &entry) == 1 && strcmp(entry.target, name) == 0, "a long link");
		CHECK(entry.mtime_s == 0x7fffffffffLL, "far in the future");
		CHECK(tar_next(&tar, &entry) == 1 && entry.major == 5 && entry.minor == 256, "a device");
		CHECK(tar_next(&tar, &entry) == 0, "the end");
		tar_close(&tar);
		queue_clear(&source.bytes);
	}
}

static void test_bad_archives(void)
{
	static const struct tar_entry REFUSED[] = {
		{.type = TAR_FILE, .path = "/a"},       {.type = TAR_FILE, .path = "a/../b"},
		{.type = TAR_FILE, .path = ".."},       {.type = TAR_LINK, .path = "a", .target = "/b"},
		{.type = TAR_LINK, .path = "a", .target = "../b"}, {.type = TAR_FILE, .path = "."},
	};
	for (size_t i = 0; i < sizeof REFUSED / sizeof REFUSED[0]; i++) {
		struct source_bytes source = {.step = 512};
		struct tar tar = {.read = take, .with = &source};
		struct tar_entry entry;
		tar_put(&source.bytes, &REFUSED[i]);
		CHECK(tar_next(&tar, &entry) == -EINVAL && tar.why[0] != '\0', REFUSED[i].path);
		queue_drop(&source.bytes, queue_size(&source.bytes));
		CHECK(tar_next(&tar, &entry) == -EINVAL && strstr(tar.why, "cut short") != NULL, "nothing more");
		tar_close(&tar);
		queue_clear(&source.bytes);
	}
}

static void check_path(struct watched *watched, int number, const char *wanted)
{
	const char *path = watched_path(watched, number);
	CHECK(path != NULL && strcmp(path, wanted) == 0, wanted);
}

static void test_watched(void)
{
	struct watched watched = {0};
	CHECK(watched_add(&watched, 1, "/") == 0 && watched_add(&watched, 2, "/a") == 0, "add");
	CHECK(watched_add(&watched, 258, "/a/b") == 0 && watched_add(&watched, 3, "/ab") == 0, "add");
	CHECK(watched_move(&watched, "/a", "/c") == 0, "move");
	check_path(&watched, 2, "/c");
	check_path(&watched, 258, "/c/b");
	check_path(&watched, 3, "/ab");
	CHECK(watched_add(&watched, 258, "/d") == 0 && watched.count == 4, "known by its number");
	check_path(&watched, 258, "/d");
	CHECK(watched_take_below(&watched, "/c") == 2 && watched_take_below(&watched, "/c") == -1, "take");
	watched_forget(&watched, 2);
	CHECK(watched_path(&watched, 2) == NULL && watched.count == 3, "forgotten");
	for (int number = 1000; watched.count < WATCHED_MAX; number++)
		CHECK(watched_add(&watched, number, "/x") == 0, "room");
	CHECK(watched_add(&watched, 999, "/x") == -E2BIG, "full");
	watched_clear(&watched);
	CHECK(watched.count == 0 && watched_path(&watched, 1) == NULL, "clear");
	char *root = path_join("//", "");
	char *below = path_join("/a/", "b");
	CHECK(root != NULL && strcmp(root, "/") == 0 && below != NULL && strcmp(below, "/a/b") == 0, "join");
	free(root);
	free(below);
}

int main(void)
{
	test_watched();
	test_sealing();
	test_hunting();
	test_users();
	test_scrollback();
	test_requests();
	test_restarts();
	test_idleness();
	test_health();
	test_listeners();
	test_archives();
	test_bad_archives();
	if (failures == 0)
		puts("unit: ok");
	return failures > 0;
}
