/*
 * Reads MessagePack maps by tables: which key, what kind of value, required or not, where it goes. Pure; everything it
 * keeps is in the caller's zone.
 */
#ifndef INGLE_FIELDS_H
#define INGLE_FIELDS_H

#include <msgpack.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum field_kind {
	FIELD_BOOL,        /* bool */
	FIELD_U16,         /* uint16_t */
	FIELD_U32,         /* uint32_t */
	FIELD_U64,         /* uint64_t */
	FIELD_TEXT,        /* char *, without NUL */
	FIELD_PATH,        /* char *, absolute */
	FIELD_NAME,        /* char *, 1 to 64 of [A-Za-z0-9_-] */
	FIELD_BYTES,       /* struct bytes */
	FIELD_TEXTS,       /* char **, ended by NULL */
	FIELD_ENVIRONMENT, /* char ** of NAME=value, ended by NULL */
	FIELD_GROUP,       /* a struct that begins with `bool present`, by another table */
	FIELD_GROUPS,      /* struct groups, by another table */
};

enum { OPTIONAL = false, REQUIRED = true };

/* An absent number where 0 would mean something. */
#define ABSENT_U32 UINT32_MAX
#define ABSENT_U64 UINT64_MAX

struct bytes {
	const uint8_t *at;
	size_t size;
};

struct groups {
	void *items;
	size_t count;
};

struct fields;

struct field {
	const char *key;
	enum field_kind kind;
	bool required;
	size_t offset;
	const struct fields *group;
};

struct fields {
	const struct field *rows;
	size_t count;
	size_t size; /* of the struct that the rows fill */
};

/* Why a map was refused: "key: reason". */
struct refusal {
	char text[96];
};

/* True if these bytes can be unpacked without claiming more memory than they justify. */
bool fields_sane(const uint8_t *payload, size_t size);

/* The value of a key in a map, or NULL. */
const msgpack_object *fields_find(const msgpack_object *map, const char *key);

/* 0, -EINVAL (with the reason), or -ENOMEM. What is absent stays as it was in `out`. */
int fields_read(const struct fields *fields, const msgpack_object *map, msgpack_zone *zone, void *out,
		struct refusal *why);

#endif
