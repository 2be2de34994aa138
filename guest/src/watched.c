#include "watched.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

char *path_join(const char *directory, const char *name)
{
	size_t above = strlen(directory);
	size_t below = strlen(name);
	while (above > 0 && directory[above - 1] == '/')
		above--;
	if (above == 0 && below == 0)
		return strdup("/");
	char *path = malloc(above + below + 2);
	if (path == NULL)
		return NULL;
	memcpy(path, directory, above);
	if (below > 0)
		path[above++] = '/';
	memcpy(path + above, name, below);
	path[above + below] = '\0';
	return path;
}

/* What follows `above` in the path, "" for itself; NULL when it does not lie there. */
static const char *rest_below(const char *path, const char *above)
{
	size_t size = strlen(above);
	if (strncmp(path, above, size) != 0)
		return NULL;
	const char *rest = path + size;
	return *rest == '\0' || *rest == '/' || (size > 0 && above[size - 1] == '/') ? rest : NULL;
}

/* Where the directory of this number hangs, or where it would. */
static struct directory **place(struct watched *watched, int number)
{
	struct directory **at = &watched->buckets[(unsigned)number % WATCHED_BUCKETS];
	while (*at != NULL && (*at)->number != number)
		at = &(*at)->next;
	return at;
}

static int rename_to(struct directory *directory, char *path)
{
	if (path == NULL)
		return -ENOMEM;
	free(directory->path);
	directory->path = path;
	return 0;
}

int watched_add(struct watched *watched, int number, const char *path)
{
	struct directory **at = place(watched, number);
	if (*at != NULL)
		return rename_to(*at, strdup(path));
	if (watched->count >= WATCHED_MAX)
		return -E2BIG;
	struct directory *made = calloc(1, sizeof *made);
	if (made == NULL)
		return -ENOMEM;
	made->number = number;
	if (rename_to(made, strdup(path)) < 0) {
		free(made);
		return -ENOMEM;
	}
	*at = made;
	watched->count++;
	return 0;
}

const char *watched_path(struct watched *watched, int number)
{
	const struct directory *found = *place(watched, number);
	return found == NULL ? NULL : found->path;
}

static void take(struct watched *watched, struct directory **at)
{
	struct directory *gone = *at;
	*at = gone->next;
	free(gone->path);
	free(gone);
	watched->count--;
}

void watched_forget(struct watched *watched, int number)
{
	struct directory **at = place(watched, number);
	if (*at != NULL)
		take(watched, at);
}

int watched_move(struct watched *watched, const char *from, const char *to)
{
	for (size_t i = 0; i < WATCHED_BUCKETS; i++) {
		for (struct directory *one = watched->buckets[i]; one != NULL; one = one->next) {
			const char *rest = rest_below(one->path, from);
			if (rest != NULL && rename_to(one, path_join(to, *rest == '/' ? rest + 1 : rest)) < 0)
				return -ENOMEM;
		}
	}
	return 0;
}

int watched_take_below(struct watched *watched, const char *path)
{
	for (size_t i = 0; i < WATCHED_BUCKETS; i++) {
		for (struct directory **at = &watched->buckets[i]; *at != NULL; at = &(*at)->next) {
			if (rest_below((*at)->path, path) == NULL)
				continue;
			int number = (*at)->number;
			take(watched, at);
			return number;
		}
	}
	return -1;
}

void watched_clear(struct watched *watched)
{
	for (size_t i = 0; i < WATCHED_BUCKETS; i++)
		while (watched->buckets[i] != NULL)
			take(watched, &watched->buckets[i]);
}
