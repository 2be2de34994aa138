/* Whole trees: what the methods pack and unpack do in a process of their own. */
#ifndef INGLE_TREE_H
#define INGLE_TREE_H

#include <stdint.h>

#include "request.h"

/* Where that process finds its two descriptors. */
enum { TREE_CHANNEL = 0, TREE_ROOT = 1 };

/* What came of it; in memory that both processes see. */
struct outcome {
	int error; /* 0 or -errno */
	uint64_t entries;
	uint64_t bytes; /* of the archive; of pack alone */
	char what[512]; /* about the error, in ASCII */
};

void tree_pack(const struct tree_request *wanted, struct outcome *outcome);
void tree_unpack(const struct tree_request *wanted, struct outcome *outcome);

#endif
