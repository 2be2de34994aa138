#include "frame.h"

#include <string.h>
#include <zlib.h>

enum { MAGIC_0 = 0x49, MAGIC_1 = 0xE7, CHECKED = 12 };

uint32_t frame_u32(const uint8_t *at)
{
	return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

void frame_put_u32(uint8_t *at, uint32_t value)
{
	at[0] = (uint8_t)value;
	at[1] = (uint8_t)(value >> 8);
	at[2] = (uint8_t)(value >> 16);
	at[3] = (uint8_t)(value >> 24);
}

static uint32_t check_of(const uint8_t *header, uint32_t key)
{
	return (uint32_t)crc32(key, header, CHECKED);
}

size_t frame_seal(uint8_t *at, uint32_t key, const struct frame *frame)
{
	at[0] = MAGIC_0;
	at[1] = MAGIC_1;
	at[2] = frame->type;
	at[3] = frame->channel;
	frame_put_u32(at + 4, frame->stream);
	frame_put_u32(at + 8, frame->length);
	uint32_t check = check_of(at, key);
	frame_put_u32(at + CHECKED, check);
	frame_put_u32(at + FRAME_HEADER + frame->length, ~check);
	return (size_t)frame->length + FRAME_OVERHEAD;
}

uint8_t *hunter_room(struct hunter *hunter, size_t *size)
{
	size_t kept = hunter->end - hunter->start;
	if (hunter->start > 0 && (kept == 0 || hunter->end == hunter->capacity)) {
		memmove(hunter->memory, hunter->memory + hunter->start, kept);
		hunter->start = 0;
		hunter->end = kept;
	}
	*size = hunter->capacity - hunter->end;
	return hunter->memory + hunter->end;
}

void hunter_filled(struct hunter *hunter, size_t size)
{
	hunter->end += size;
}

void hunter_reset(struct hunter *hunter)
{
	hunter->start = 0;
	hunter->end = 0;
	hunter->key = 0;
}

enum sight { SIGHT_NOTHING, SIGHT_PARTIAL, SIGHT_FRAME };

/* Is there a frame at these bytes? HELLO is known under key 0, everything else only within a link. */
static enum sight look(const struct hunter *hunter, struct frame *frame)
{
	const uint8_t *at = hunter->memory + hunter->start;
	size_t have = hunter->end - hunter->start;
	if (have >= 2 && at[1] != MAGIC_1)
		return SIGHT_NOTHING;
	if (have < FRAME_HEADER)
		return SIGHT_PARTIAL;
	uint32_t length = frame_u32(at + 8);
	if (length > FRAME_PAYLOAD_MAX)
		return SIGHT_NOTHING;
	bool hello = at[2] == FRAME_HELLO;
	if (!hello && hunter->key == 0)
		return SIGHT_NOTHING;
	uint32_t check = frame_u32(at + CHECKED);
	if (check != check_of(at, hello ? 0 : hunter->key))
		return SIGHT_NOTHING;
	if (have < (size_t)length + FRAME_OVERHEAD)
		return SIGHT_PARTIAL;
	if (frame_u32(at + FRAME_HEADER + length) != (uint32_t)~check)
		return SIGHT_NOTHING;
	*frame = (struct frame){at[2], at[3], frame_u32(at + 4), length, at + FRAME_HEADER};
	return SIGHT_FRAME;
}

bool frame_next(struct hunter *hunter, struct frame *frame)
{
	while (hunter->start < hunter->end) {
		const uint8_t *from = hunter->memory + hunter->start;
		const uint8_t *magic = memchr(from, MAGIC_0, hunter->end - hunter->start);
		if (magic == NULL)
			break;
		hunter->start += (size_t)(magic - from);
		switch (look(hunter, frame)) {
		case SIGHT_FRAME:
			hunter->start += (size_t)frame->length + FRAME_OVERHEAD;
			return true;
		case SIGHT_PARTIAL:
			return false;
		case SIGHT_NOTHING:
			hunter->start++;
			break;
		}
	}
	hunter->start = hunter->end = 0;
	return false;
}
