/* How many descriptors the agent may hold, and how many its programs begin with. */
#ifndef INGLE_DESCRIPTORS_H
#define INGLE_DESCRIPTORS_H

/* For the agent: its streams and sessions together need more than the kernel's thousand. */
int descriptors_raise(void);

/* In a child, before it becomes a program. */
void descriptors_restore(void);

#endif
