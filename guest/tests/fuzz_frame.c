/* Hunting in arbitrary bytes: every frame found is within its bounds, and sealing it again gives the bytes that were there. */
#include <stdlib.h>
#include <string.h>

#include "frame.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint8_t memory[FRAME_MAX + 65536];

/* The input's frames get valid checks here, or the fuzzer would look for a CRC-32 instead of for faults. */
static void bless(uint8_t *bytes, size_t size, uint32_t key)
{
	for (size_t at = 0; at + FRAME_OVERHEAD <= size; at++) {
		if (bytes[at] != 0x49 || bytes[at + 1] != 0xE7 || (bytes[at + 3] & 0x80) != 0)
			continue;
		uint32_t length = frame_u32(bytes + at + 8);
		struct frame frame = {bytes[at + 2], bytes[at + 3], frame_u32(bytes + at + 4), length, NULL};
		if (length > size - at - FRAME_OVERHEAD)
			continue;
		frame_seal(bytes + at, frame.type == FRAME_HELLO ? 0 : key, &frame);
		at += (size_t)length + FRAME_OVERHEAD - 1;
	}
}

static void check(const struct hunter *hunter, const struct frame *frame)
{
	size_t size = (size_t)frame->length + FRAME_OVERHEAD;
	const uint8_t *start = frame->payload - FRAME_HEADER;
	if (start < hunter->memory || frame->payload + frame->length + FRAME_TRAILER > hunter->memory + hunter->end)
		abort();
	uint8_t *again = malloc(size);
	memcpy(again, start, size);
	frame_seal(again, frame->type == FRAME_HELLO ? 0 : hunter->key, frame);
	if (memcmp(again, start, size) != 0)
		abort();
	free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	struct hunter hunter = {.memory = memory, .capacity = sizeof memory, .key = data[0]};
	size_t step = (size_t)data[1] * data[1] + 1;
	uint8_t *bytes = malloc(size);
	memcpy(bytes, data, size);
	bless(bytes, size, hunter.key);
	for (size_t at = 2; at < size;) {
		size_t room;
		uint8_t *to = hunter_room(&hunter, &room);
		if (room == 0)
			abort(); /* there must always be room once every frame is taken */
		size_t piece = size - at < step ? size - at : step;
		piece = piece < room ? piece : room;
		memcpy(to, bytes + at, piece);
		hunter_filled(&hunter, piece);
		at += piece;
		for (struct frame frame; frame_next(&hunter, &frame);)
			check(&hunter, &frame);
	}
	free(bytes);
	return 0;
}
