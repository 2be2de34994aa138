#include "answer.h"

#include <stdio.h>
#include <string.h>

#include "link.h"

void answer_open(struct answer *answer)
{
	msgpack_sbuffer_init(&answer->bytes);
	msgpack_packer_init(&answer->pack, &answer->bytes, msgpack_sbuffer_write);
}

void answer_begin(struct answer *answer, size_t keys)
{
	answer_open(answer);
	msgpack_pack_map(&answer->pack, keys);
}

static void put_text(struct answer *answer, const char *text)
{
	msgpack_pack_str_with_body(&answer->pack, text, strlen(text));
}

void answer_map(struct answer *answer, const char *key, size_t keys)
{
	if (key != NULL)
		put_text(answer, key);
	msgpack_pack_map(&answer->pack, keys);
}

void answer_array(struct answer *answer, const char *key, size_t items)
{
	put_text(answer, key);
	msgpack_pack_array(&answer->pack, items);
}

void answer_text(struct answer *answer, const char *key, const char *text)
{
	put_text(answer, key);
	put_text(answer, text);
}

void answer_item(struct answer *answer, const char *text)
{
	put_text(answer, text);
}

void answer_bin(struct answer *answer, const char *key, const char *bytes, size_t size)
{
	if (key != NULL)
		put_text(answer, key);
	msgpack_pack_bin_with_body(&answer->pack, bytes, size);
}

void answer_u64(struct answer *answer, const char *key, uint64_t number)
{
	put_text(answer, key);
	msgpack_pack_uint64(&answer->pack, number);
}

void answer_bool(struct answer *answer, const char *key, bool value)
{
	put_text(answer, key);
	if (value)
		msgpack_pack_true(&answer->pack);
	else
		msgpack_pack_false(&answer->pack);
}

void answer_send(struct answer *answer, enum frame_type type, uint32_t stream)
{
	link_send(type, 0, stream, answer->bytes.data, answer->bytes.size);
	answer_drop(answer);
}

void answer_drop(struct answer *answer)
{
	msgpack_sbuffer_destroy(&answer->bytes);
}

void answer_done(uint32_t stream)
{
	struct answer answer;
	answer_begin(&answer, 0);
	answer_send(&answer, FRAME_CLOSE, stream);
}

void answer_problem(uint32_t stream, enum problem problem, int error, const char *message)
{
	struct answer answer;
	answer_begin(&answer, 1);
	answer_map(&answer, "error", error < 0 ? 3 : 2);
	answer_text(&answer, "code", problem_code(problem));
	answer_text(&answer, "message", message);
	if (error < 0)
		answer_u64(&answer, "errno", (uint64_t)-error);
	answer_send(&answer, FRAME_CLOSE, stream);
}

void answer_result(uint32_t stream, int error, const char *what)
{
	if (error >= 0) {
		answer_done(stream);
		return;
	}
	char message[256];
	snprintf(message, sizeof message, "%s: %s", what, strerror(-error));
	answer_problem(stream, problem_of(-error), error, message);
}
