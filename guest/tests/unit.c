/* Unit tests of the files without system calls: each prints what failed, and the number of failures is the exit status. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "frame.h"
#include "request.h"
#include "scrollback.h"
#include "user.h"

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

int main(void)
{
	test_sealing();
	test_hunting();
	test_users();
	test_scrollback();
	test_requests();
	if (failures == 0)
		puts("unit: ok");
	return failures > 0;
}
