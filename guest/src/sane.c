/*
 * msgpack-c reserves memory for as many items as a container claims to have, before it has seen one of them. This looks
 * first whether the bytes can hold what they claim, so that five bytes cannot ask for gigabytes.
 */
#include "fields.h"

/* What follows a first byte: `prefix` bytes of big-endian size, then that many (times `unit`) bytes or items. */
struct shape {
	uint8_t prefix;
	uint8_t extra; /* plain bytes besides */
	uint8_t items; /* items per counted unit; 0: the size counts bytes */
};

static const struct shape SHAPES[0x20] = {
	[0x04] = {1, 0, 0}, [0x05] = {2, 0, 0}, [0x06] = {4, 0, 0}, /* bin */
	[0x07] = {1, 1, 0}, [0x08] = {2, 1, 0}, [0x09] = {4, 1, 0}, /* ext */
	[0x0a] = {0, 4, 0}, [0x0b] = {0, 8, 0},                     /* floats */
	[0x0c] = {0, 1, 0}, [0x0d] = {0, 2, 0}, [0x0e] = {0, 4, 0}, [0x0f] = {0, 8, 0}, /* unsigned */
	[0x10] = {0, 1, 0}, [0x11] = {0, 2, 0}, [0x12] = {0, 4, 0}, [0x13] = {0, 8, 0}, /* signed */
	[0x14] = {0, 2, 0}, [0x15] = {0, 3, 0}, [0x16] = {0, 5, 0}, [0x17] = {0, 9, 0}, [0x18] = {0, 17, 0}, /* fixext */
	[0x19] = {1, 0, 0}, [0x1a] = {2, 0, 0}, [0x1b] = {4, 0, 0}, /* str */
	[0x1c] = {2, 0, 1}, [0x1d] = {4, 0, 1},                     /* array */
	[0x1e] = {2, 0, 2}, [0x1f] = {4, 0, 2},                     /* map */
};

static size_t big_endian(const uint8_t *at, size_t size)
{
	size_t value = 0;
	for (size_t i = 0; i < size; i++)
		value = value << 8 | at[i];
	return value;
}

/* The bytes and the items that follow one first byte; false where they would run over the end. */
static bool weigh(const uint8_t *at, size_t left, size_t *bytes, size_t *items)
{
	uint8_t first = at[0];
	*bytes = 1;
	*items = 0;
	if (first <= 0x7f || first >= 0xe0)
		return true;
	if (first <= 0x8f)
		*items = (first & 0x0fU) * 2U;
	else if (first <= 0x9f)
		*items = first & 0x0fU;
	else if (first <= 0xbf)
		*bytes += first & 0x1fU;
	else {
		const struct shape *shape = &SHAPES[first & 0x1fU];
		if (left < 1U + shape->prefix)
			return false;
		size_t size = big_endian(at + 1, shape->prefix);
		*bytes += (size_t)shape->prefix + shape->extra;
		if (shape->items > 0)
			*items = size * shape->items;
		else
			*bytes += size;
	}
	return *bytes <= left;
}

bool fields_sane(const uint8_t *payload, size_t size)
{
	size_t at = 0;
	size_t wanted = 1;
	while (wanted > 0) {
		if (wanted > size - at)
			return false;
		size_t bytes;
		size_t items;
		if (!weigh(payload + at, size - at, &bytes, &items))
			return false;
		at += bytes;
		wanted = wanted - 1 + items;
	}
	return at == size;
}
