#include "texts.h"

#include <stdlib.h>
#include <string.h>

char **texts_copy(char *const *texts)
{
	size_t items = 0;
	size_t size = 0;
	for (; texts[items] != NULL; items++)
		size += strlen(texts[items]) + 1;
	char **copy = malloc((items + 1) * sizeof *copy + size);
	if (copy == NULL)
		return NULL;
	char *text = (char *)(copy + items + 1);
	for (size_t i = 0; i < items; i++) {
		copy[i] = text;
		text = stpcpy(text, texts[i]) + 1;
	}
	copy[items] = NULL;
	return copy;
}
