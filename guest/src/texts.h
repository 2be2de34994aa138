/* Lists of strings, ended by NULL, that outlive a request. */
#ifndef INGLE_TEXTS_H
#define INGLE_TEXTS_H

/* One block to free(): the pointers, then the texts. NULL when memory is out. */
char **texts_copy(char *const *texts);

#endif
