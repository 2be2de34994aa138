/* Control frames from the guest: a MessagePack map, written key by key, then sent. */
#ifndef INGLE_ANSWER_H
#define INGLE_ANSWER_H

#include <msgpack.h>
#include <stdbool.h>
#include <stdint.h>

#include "frame.h"
#include "problem.h"

struct answer {
	msgpack_sbuffer bytes;
	msgpack_packer pack;
};

/* Nothing written yet; what follows is one value. */
void answer_open(struct answer *answer);

/* A map of so many keys. */
void answer_begin(struct answer *answer, size_t keys);
void answer_map(struct answer *answer, const char *key, size_t keys);
void answer_array(struct answer *answer, const char *key, size_t items);
void answer_text(struct answer *answer, const char *key, const char *text);
void answer_item(struct answer *answer, const char *text); /* of an array */
void answer_bin(struct answer *answer, const char *key, const char *bytes, size_t size);
void answer_u64(struct answer *answer, const char *key, uint64_t number);
void answer_bool(struct answer *answer, const char *key, bool value);
void answer_send(struct answer *answer, enum frame_type type, uint32_t stream);
void answer_drop(struct answer *answer);

/* CLOSE with nothing to say. */
void answer_done(uint32_t stream);

/* CLOSE with an error; `error` is a negative errno, or 0 where there was none. */
void answer_problem(uint32_t stream, enum problem problem, int error, const char *message);

/* CLOSE after an operation that returned 0 or -errno: `{}`, or the error about `what`. */
void answer_result(uint32_t stream, int error, const char *what);

#endif
