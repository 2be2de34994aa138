/*
 * All programs of the machine held still, and let go again: between the restore of a machine and the reseeding of its
 * random numbers nothing but the agent may run.
 */
#ifndef INGLE_FREEZE_H
#define INGLE_FREEZE_H

#include <stdbool.h>

/* Programs are held, or about to be: nothing may be started, for it would be held before it has begun. */
bool frozen(void);

/* Lets go of everything; nothing happens where nothing is held. */
void thaw(void);

#endif
