#include "user.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { FIELDS_MAX = 7 };

struct text {
	const char *at;
	size_t size;
};

/* Splits the line at `*at` by colons, and steps to the next line; false at the end. */
static bool next_line(const char **at, struct text *fields, size_t *count)
{
	if (*at == NULL || **at == '\0')
		return false;
	const char *line = *at;
	size_t size = strcspn(line, "\n");
	*at = line + size + (line[size] == '\n' ? 1 : 0);
	*count = 0;
	const char *end = line + size;
	while (*count < FIELDS_MAX) {
		const char *colon = memchr(line, ':', (size_t)(end - line));
		const char *stop = colon == NULL ? end : colon;
		fields[(*count)++] = (struct text){line, (size_t)(stop - line)};
		if (colon == NULL)
			break;
		line = colon + 1;
	}
	return true;
}

static bool same(struct text text, struct text other)
{
	return text.size == other.size && memcmp(text.at, other.at, text.size) == 0;
}

static bool number_of(struct text text, uint32_t *number)
{
	uint64_t value = 0;
	if (text.size == 0 || text.size > 10)
		return false;
	for (size_t i = 0; i < text.size; i++) {
		if (text.at[i] < '0' || text.at[i] > '9')
			return false;
		value = value * 10 + (uint64_t)(text.at[i] - '0');
	}
	*number = (uint32_t)value;
	return value < UINT32_MAX;
}

/* The passwd line of a name or a number; `name` becomes what it says. */
static bool find_passwd(const char *passwd, struct text who, struct text *name, struct user *user)
{
	struct text fields[FIELDS_MAX];
	size_t count;
	uint32_t wanted = 0;
	bool by_number = number_of(who, &wanted);
	for (const char *at = passwd; next_line(&at, fields, &count);) {
		uint32_t uid;
		uint32_t gid;
		if (count < 4 || !number_of(fields[2], &uid) || !number_of(fields[3], &gid))
			continue;
		if (!same(fields[0], who) && !(by_number && uid == wanted))
			continue;
		*name = fields[0];
		user->uid = uid;
		user->gid = gid;
		if (count >= 6 && fields[5].size > 0 && fields[5].size < HOME_MAX)
			snprintf(user->home, sizeof user->home, "%.*s", (int)fields[5].size, fields[5].at);
		return true;
	}
	user->uid = wanted;
	return by_number;
}

static bool find_group(const char *group, struct text who, gid_t *gid)
{
	struct text fields[FIELDS_MAX];
	size_t count;
	uint32_t number;
	for (const char *at = group; next_line(&at, fields, &count);) {
		if (count >= 3 && same(fields[0], who) && number_of(fields[2], &number)) {
			*gid = number;
			return true;
		}
	}
	if (!number_of(who, &number))
		return false;
	*gid = number;
	return true;
}

static bool lists(struct text members, struct text name)
{
	const char *at = members.at;
	const char *end = members.at + members.size;
	while (at <= end) {
		const char *comma = memchr(at, ',', (size_t)(end - at));
		const char *stop = comma == NULL ? end : comma;
		if (same((struct text){at, (size_t)(stop - at)}, name))
			return true;
		at = stop + 1;
	}
	return false;
}

static void find_memberships(const char *group, struct text name, struct user *user)
{
	struct text fields[FIELDS_MAX];
	size_t count;
	uint32_t number;
	for (const char *at = group; next_line(&at, fields, &count);) {
		if (count < 4 || !number_of(fields[2], &number) || !lists(fields[3], name))
			continue;
		if (user->groups_count < GROUPS_MAX && number != user->gid)
			user->groups[user->groups_count++] = number;
	}
}

int user_find(const char *spec, const char *passwd, const char *group, struct user *user)
{
	const char *colon = strchr(spec, ':');
	struct text who = {spec, colon == NULL ? strlen(spec) : (size_t)(colon - spec)};
	struct text name = {"", 0};
	*user = (struct user){.home = "/"};
	if (who.size == 0 || !find_passwd(passwd, who, &name, user))
		return -ENOENT;
	if (colon != NULL && !find_group(group, (struct text){colon + 1, strlen(colon + 1)}, &user->gid))
		return -ENOENT;
	if (colon == NULL && name.size > 0)
		find_memberships(group, name, user);
	user->groups[user->groups_count < GROUPS_MAX ? user->groups_count++ : GROUPS_MAX - 1] = user->gid;
	return 0;
}
