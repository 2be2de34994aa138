#include "fields.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

enum { NAME_MAX_SIZE = 64 };

struct reading {
	msgpack_zone *zone;
	struct refusal *why;
};

static int refuse(const struct reading *reading, const char *key, const char *reason)
{
	snprintf(reading->why->text, sizeof reading->why->text, "%s: %s", key, reason);
	return -EINVAL;
}

const msgpack_object *fields_find(const msgpack_object *map, const char *key)
{
	if (map->type != MSGPACK_OBJECT_MAP)
		return NULL;
	size_t size = strlen(key);
	for (uint32_t i = 0; i < map->via.map.size; i++) {
		const msgpack_object_kv *pair = &map->via.map.ptr[i];
		if (pair->key.type == MSGPACK_OBJECT_STR && pair->key.via.str.size == size &&
		    memcmp(pair->key.via.str.ptr, key, size) == 0)
			return &pair->val;
	}
	return NULL;
}

static bool span_of(const msgpack_object *value, struct bytes *span)
{
	if (value->type == MSGPACK_OBJECT_STR)
		*span = (struct bytes){(const uint8_t *)value->via.str.ptr, value->via.str.size};
	else if (value->type == MSGPACK_OBJECT_BIN)
		*span = (struct bytes){(const uint8_t *)value->via.bin.ptr, value->via.bin.size};
	else
		return false;
	return true;
}

static int read_text(const struct reading *reading, const char *key, const msgpack_object *value, char **out)
{
	struct bytes span;
	if (!span_of(value, &span))
		return refuse(reading, key, "not a string");
	if (span.size > 0 && memchr(span.at, 0, span.size) != NULL)
		return refuse(reading, key, "has a NUL byte");
	char *text = msgpack_zone_malloc(reading->zone, span.size + 1);
	if (text == NULL)
		return -ENOMEM;
	if (span.size > 0)
		memcpy(text, span.at, span.size);
	text[span.size] = '\0';
	*out = text;
	return 0;
}

static int read_path(const struct reading *reading, const char *key, const msgpack_object *value, char **out)
{
	int error = read_text(reading, key, value, out);
	if (error < 0)
		return error;
	if ((*out)[0] != '/')
		return refuse(reading, key, "not an absolute path");
	return strlen(*out) < PATH_MAX ? 0 : refuse(reading, key, "longer than a path may be");
}

static int read_name(const struct reading *reading, const char *key, const msgpack_object *value, char **out)
{
	static const char ALLOWED[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
	int error = read_text(reading, key, value, out);
	if (error < 0)
		return error;
	size_t size = strlen(*out);
	if (size == 0 || size > NAME_MAX_SIZE || strspn(*out, ALLOWED) != size)
		return refuse(reading, key, "not 1 to 64 of A-Z a-z 0-9 _ -");
	return 0;
}

static int read_texts(const struct reading *reading, const char *key, const msgpack_object *value, char ***out)
{
	if (value->type != MSGPACK_OBJECT_ARRAY)
		return refuse(reading, key, "not an array");
	uint32_t count = value->via.array.size;
	char **texts = msgpack_zone_malloc(reading->zone, (count + (size_t)1) * sizeof *texts);
	if (texts == NULL)
		return -ENOMEM;
	for (uint32_t i = 0; i < count; i++) {
		int error = read_text(reading, key, &value->via.array.ptr[i], &texts[i]);
		if (error < 0)
			return error;
	}
	texts[count] = NULL;
	*out = texts;
	return 0;
}

static int read_variable(const struct reading *reading, const char *key, const msgpack_object_kv *pair, char **out)
{
	struct bytes name;
	struct bytes value;
	if (!span_of(&pair->key, &name) || !span_of(&pair->val, &value))
		return refuse(reading, key, "not a map of strings");
	if (name.size == 0 || memchr(name.at, '=', name.size) != NULL || memchr(name.at, 0, name.size) != NULL)
		return refuse(reading, key, "a name is empty or holds = or NUL");
	if (value.size > 0 && memchr(value.at, 0, value.size) != NULL)
		return refuse(reading, key, "a value has a NUL byte");
	char *text = msgpack_zone_malloc(reading->zone, name.size + value.size + 2);
	if (text == NULL)
		return -ENOMEM;
	memcpy(text, name.at, name.size);
	text[name.size] = '=';
	if (value.size > 0)
		memcpy(text + name.size + 1, value.at, value.size);
	text[name.size + 1 + value.size] = '\0';
	*out = text;
	return 0;
}

static int read_environment(const struct reading *reading, const char *key, const msgpack_object *value, char ***out)
{
	if (value->type != MSGPACK_OBJECT_MAP)
		return refuse(reading, key, "not a map");
	uint32_t count = value->via.map.size;
	char **list = msgpack_zone_malloc(reading->zone, (count + (size_t)1) * sizeof *list);
	if (list == NULL)
		return -ENOMEM;
	for (uint32_t i = 0; i < count; i++) {
		int error = read_variable(reading, key, &value->via.map.ptr[i], &list[i]);
		if (error < 0)
			return error;
	}
	list[count] = NULL;
	*out = list;
	return 0;
}

static int read_number(const struct reading *reading, const char *key, const msgpack_object *value, uint64_t max,
		       uint64_t *out)
{
	if (value->type != MSGPACK_OBJECT_POSITIVE_INTEGER || value->via.u64 > max)
		return refuse(reading, key, "not a number in range");
	*out = value->via.u64;
	return 0;
}

static int read_groups(const struct reading *reading, const struct field *field, const msgpack_object *value,
		       struct groups *out)
{
	if (value->type != MSGPACK_OBJECT_ARRAY)
		return refuse(reading, field->key, "not an array");
	size_t count = value->via.array.size;
	size_t size = field->group->size;
	uint8_t *items = msgpack_zone_malloc(reading->zone, count * size + 1);
	if (items == NULL)
		return -ENOMEM;
	memset(items, 0, count * size + 1);
	for (size_t i = 0; i < count; i++) {
		int error = fields_read(field->group, &value->via.array.ptr[i], reading->zone, items + i * size,
					reading->why);
		if (error < 0)
			return error;
	}
	*out = (struct groups){items, count};
	return 0;
}

static int read_group(const struct reading *reading, const struct field *field, const msgpack_object *value, void *out)
{
	int error = fields_read(field->group, value, reading->zone, out, reading->why);
	if (error == 0)
		*(bool *)out = true;
	return error;
}

static int read_field(const struct reading *reading, const struct field *field, const msgpack_object *value, void *to)
{
	uint64_t number = 0;
	int error = 0;
	switch (field->kind) {
	case FIELD_BOOL:
		if (value->type != MSGPACK_OBJECT_BOOLEAN)
			return refuse(reading, field->key, "not a boolean");
		*(bool *)to = value->via.boolean;
		return 0;
	case FIELD_U16:
		error = read_number(reading, field->key, value, UINT16_MAX, &number);
		*(uint16_t *)to = (uint16_t)number;
		return error;
	case FIELD_U32:
		error = read_number(reading, field->key, value, UINT32_MAX - 1, &number);
		*(uint32_t *)to = (uint32_t)number;
		return error;
	case FIELD_U64:
		return read_number(reading, field->key, value, UINT64_MAX - 1, (uint64_t *)to);
	case FIELD_TEXT:
		return read_text(reading, field->key, value, (char **)to);
	case FIELD_PATH:
		return read_path(reading, field->key, value, (char **)to);
	case FIELD_NAME:
		return read_name(reading, field->key, value, (char **)to);
	case FIELD_BYTES:
		return span_of(value, (struct bytes *)to) ? 0 : refuse(reading, field->key, "not bytes");
	case FIELD_TEXTS:
		return read_texts(reading, field->key, value, (char ***)to);
	case FIELD_ENVIRONMENT:
		return read_environment(reading, field->key, value, (char ***)to);
	case FIELD_GROUP:
		return read_group(reading, field, value, to);
	case FIELD_GROUPS:
		return read_groups(reading, field, value, (struct groups *)to);
	}
	return -EINVAL;
}

int fields_read(const struct fields *fields, const msgpack_object *map, msgpack_zone *zone, void *out,
		struct refusal *why)
{
	struct reading reading = {zone, why};
	if (map->type != MSGPACK_OBJECT_MAP)
		return refuse(&reading, "value", "not a map");
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *field = &fields->rows[i];
		const msgpack_object *value = fields_find(map, field->key);
		if (value == NULL || value->type == MSGPACK_OBJECT_NIL) {
			if (field->required)
				return refuse(&reading, field->key, "is missing");
			continue;
		}
		int error = read_field(&reading, field, value, (uint8_t *)out + field->offset);
		if (error < 0)
			return error;
	}
	return 0;
}
