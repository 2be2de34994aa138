/* Where the machine listens, told to the host that is there. */
#ifndef INGLE_PORTS_H
#define INGLE_PORTS_H

/* A host has come: it is told what there is, and what changes, until it has left. */
void ports_tell(void);

#endif
