#include "listeners.h"

#include <arpa/inet.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LISTEN = 0x0a, ADDRESS_DIGITS = 32, WORD_DIGITS = 8 };

/* The kernel prints an address as words of its own byte order. */
static bool parse_address(const char *digits, char *to)
{
	uint32_t words[4];
	size_t size = strlen(digits);
	for (size_t i = 0; i < size / WORD_DIGITS; i++) {
		char word[WORD_DIGITS + 1] = {0};
		memcpy(word, digits + i * WORD_DIGITS, WORD_DIGITS);
		words[i] = (uint32_t)strtoul(word, NULL, 16);
	}
	if (size == WORD_DIGITS)
		return inet_ntop(AF_INET, words, to, ADDRESS_SIZE) != NULL;
	return size == ADDRESS_DIGITS && inet_ntop(AF_INET6, words, to, ADDRESS_SIZE) != NULL;
}

static bool parse_line(const char *line, struct listener *listener)
{
	char address[ADDRESS_DIGITS + 1];
	unsigned port;
	unsigned state;
	unsigned long long inode;
	if (sscanf(line, " %*d: %32[0-9A-F]:%4x %*32[0-9A-F]:%*4x %2x %*x:%*x %*x:%*x %*x %*u %*u %llu", address, &port,
		   &state, &inode) != 4 ||
	    state != LISTEN)
		return false;
	listener->port = (uint16_t)port;
	listener->inode = inode;
	return parse_address(address, listener->address);
}

size_t listeners_parse(const char *text, struct listener *listeners, size_t count)
{
	for (const char *line = text; line != NULL && count < LISTENERS_MAX; line = strchr(line, '\n')) {
		line += *line == '\n';
		count += parse_line(line, &listeners[count]);
	}
	return count;
}

static int compare(const void *left, const void *right)
{
	const struct listener *one = left;
	const struct listener *other = right;
	return one->port != other->port ? one->port - other->port : strcmp(one->address, other->address);
}

void listeners_sort(struct listener *listeners, size_t count)
{
	qsort(listeners, count, sizeof *listeners, compare);
}
